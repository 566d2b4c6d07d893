package io.jenkins.plugins.cleankill.reports;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.List;

/**
 * The content of one file of a {@link ReportStore}: a report, or the reason why it can't be read.
 *
 * @param number the file's number, 1 for the first termination of the build that was over
 * @param report the report, null if it can't be read
 * @param problem why it can't be read, for a person; null if it can
 * @param dumps the pids of the processes whose thread dumps are kept with it
 */
public record StoredReport(
        int number,
        @CheckForNull TerminationReport report,
        @CheckForNull String problem,
        List<Long> dumps) {

    public StoredReport {
        if ((report == null) == (problem == null)) {
            throw new IllegalArgumentException("a stored report is either read or explained");
        }
        dumps = List.copyOf(dumps);
    }

    /** The same, without thread dumps. */
    public StoredReport(int number, @CheckForNull TerminationReport report, @CheckForNull String problem) {
        this(number, report, problem, List.of());
    }
}
