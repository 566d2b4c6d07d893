/** What the Metrics plugin, where it is installed, tells of terminations. No other package may need its classes. */
package io.jenkins.plugins.cleankill.metrics;
