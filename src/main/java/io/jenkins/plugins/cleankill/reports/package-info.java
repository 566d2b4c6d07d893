/** The reports of a build: files beside the build, what is kept of them and for how long, and what an agent's answer is limited to. */
package io.jenkins.plugins.cleankill.reports;
