/** The report as a picture: a row for each process, time from left to right, as SVG. */
package io.jenkins.plugins.cleankill.engine.report.timeline;
