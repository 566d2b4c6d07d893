/** A program that runs many builds for long and looks for what they leave. It is no test of the suite. */
package io.jenkins.plugins.cleankill.soak;
