/** The settings as Jenkins sees them: form, Pipeline, configuration as code, the global defaults and the administrator's cap. */
package io.jenkins.plugins.cleankill.config;
