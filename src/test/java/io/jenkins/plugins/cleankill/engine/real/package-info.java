/**
 * Builds of the tests' own on the real machine: real scripts, real processes. Nothing here signals what it did not
 * start.
 */
package io.jenkins.plugins.cleankill.engine.real;
