/** The global settings in Configuration as Code, where that is installed. */
package io.jenkins.plugins.cleankill.casc;
