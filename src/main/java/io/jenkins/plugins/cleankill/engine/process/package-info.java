/**
 * Values: what a process is, at one moment. Nothing here reads, waits or signals.
 */
package io.jenkins.plugins.cleankill.engine.process;
