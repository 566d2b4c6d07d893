/** The block that "use for every build" puts around a {@code node} step. */
package io.jenkins.plugins.cleankill.pipeline.everynode;
