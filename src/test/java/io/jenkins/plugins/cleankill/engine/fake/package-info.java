/**
 * A machine on virtual time, with scripted processes. The machine is strict: a signal to a process outside the build,
 * or the same rung's signal twice, fails the test. The contract test keeps it honest against the real system.
 */
package io.jenkins.plugins.cleankill.engine.fake;
