/** The fate of each process in a termination, and the events on the way there. */
package io.jenkins.plugins.cleankill.engine.outcome;
