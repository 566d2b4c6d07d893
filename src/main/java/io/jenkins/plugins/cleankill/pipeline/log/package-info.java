/** What a block prints, and the logs of the steps in it: which of them were stopped, and how their logs come to the last line. */
package io.jenkins.plugins.cleankill.pipeline.log;
