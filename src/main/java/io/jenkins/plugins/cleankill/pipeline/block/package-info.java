/** A block that runs: its launchers, its terminations, and the sweep at its end. */
package io.jenkins.plugins.cleankill.pipeline.block;
