package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A row of a table or a picture: one process, or many that a loop has started and that are told in one.
 *
 * @param alike the process, or the ones that differ in nothing but their pids and moments, in the order of their pids
 * @param processes how many processes the row tells of: those, and what each of them has started
 * @param depth how deep it stands in the tree of the processes in the report
 */
public record ReportRow(List<ProcessRecord> alike, int processes, int depth) {

    public ReportRow {
        alike = List.copyOf(alike);
    }

    /** How many processes these rows tell of. */
    public static int count(List<ReportRow> rows) {
        return rows.stream().mapToInt(ReportRow::processes).sum();
    }

    /** The process, or the first of them. */
    public ProcessRecord first() {
        return alike.get(0);
    }

    /** The process, or the last of them. */
    public ProcessRecord last() {
        return alike.get(alike.size() - 1);
    }

    /** Whether it tells of many in one. */
    public boolean isMany() {
        return alike.size() > 1;
    }

    /** When the last of them ended; empty if they have not. */
    public Optional<Duration> endedAt() {
        return first().endedAt() == null
                ? Optional.empty()
                : alike.stream().map(ProcessRecord::endedAt).max(Comparator.naturalOrder());
    }
}
