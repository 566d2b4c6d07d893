/** The scripts of {@code examples/}, aborted in a real Jenkins. */
package io.jenkins.plugins.cleankill.examples;
