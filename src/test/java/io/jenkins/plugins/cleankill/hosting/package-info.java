/** What the Jenkins project asks of a plugin's repository before it takes it. */
package io.jenkins.plugins.cleankill.hosting;
