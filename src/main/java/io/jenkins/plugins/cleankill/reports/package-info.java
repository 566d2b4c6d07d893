/** The reports of a build: files beside the build, their contents, their age, and the limits of an agent's answer. */
package io.jenkins.plugins.cleankill.reports;
