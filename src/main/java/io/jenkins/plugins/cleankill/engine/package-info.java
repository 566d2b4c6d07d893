/**
 * The engine: pure Java, no Jenkins. {@link io.jenkins.plugins.cleankill.engine.CleanKill} and
 * {@link io.jenkins.plugins.cleankill.engine.TerminationRequest} are its only door.
 */
package io.jenkins.plugins.cleankill.engine;
