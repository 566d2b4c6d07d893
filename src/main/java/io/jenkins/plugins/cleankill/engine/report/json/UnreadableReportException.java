package io.jenkins.plugins.cleankill.engine.report.json;

import java.io.IOException;

/** A stored report that can't be read: damaged, or of a format that this version doesn't know. */
public final class UnreadableReportException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableReportException(String problem) {
        super("report: " + problem);
    }

    UnreadableReportException(String problem, Exception cause) {
        super("report: " + problem, cause);
    }
}
