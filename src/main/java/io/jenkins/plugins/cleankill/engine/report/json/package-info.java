/** The report as JSON: written, and read back within limits. */
package io.jenkins.plugins.cleankill.engine.report.json;
