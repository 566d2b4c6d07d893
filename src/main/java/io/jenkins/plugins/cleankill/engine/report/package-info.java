/**
 * Tells what a termination did: as values, JSON, log lines and a picture.
 */
package io.jenkins.plugins.cleankill.engine.report;
