/**
 * The loop that signals and waits, the ladder it climbs and what came of it.
 */
package io.jenkins.plugins.cleankill.engine.termination;
