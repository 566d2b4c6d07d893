/**
 * Who is a member, and who gets what: pure functions of a snapshot. Nothing here reads, waits or signals.
 */
package io.jenkins.plugins.cleankill.engine.plan;
