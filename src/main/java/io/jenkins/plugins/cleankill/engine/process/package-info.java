/**
 * Values: the facts about a process at one moment. Nothing here reads, waits or signals.
 */
package io.jenkins.plugins.cleankill.engine.process;
