/**
 * Which processes are members, and which get what: pure functions of a snapshot. Nothing here reads, waits or signals.
 */
package io.jenkins.plugins.cleankill.engine.plan;
