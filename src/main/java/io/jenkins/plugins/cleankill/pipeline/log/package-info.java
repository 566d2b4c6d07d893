/** The logs of a block and of the steps in it: which steps were stopped, and how their logs come to the last line. */
package io.jenkins.plugins.cleankill.pipeline.log;
