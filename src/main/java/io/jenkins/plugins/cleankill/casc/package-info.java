/** What Configuration as Code, where it is installed, does with the global settings. */
package io.jenkins.plugins.cleankill.casc;
