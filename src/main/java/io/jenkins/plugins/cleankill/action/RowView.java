package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.ReportRow;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row of the page's table: a process, or many that a loop has started. */
public final class RowView {

    private final ReportRow row;
    private final ProcessView first;

    RowView(ReportRow row) {
        this.row = row;
        this.first = new ProcessView(row.first());
    }

    /** Its pid, or the first and the last of many. */
    public String getPid() {
        return row.isMany()
                ? Messages.Row_pids(pid(row.first().pid()), pid(row.last().pid()))
                : pid(first.getPid());
    }

    /** Not as a number, which is shown with separators. */
    private static String pid(long pid) {
        return Long.toString(pid);
    }

    public String getParent() {
        return pid(first.getParent());
    }

    public String getCommand() {
        return row.isMany() ? Messages.Row_many(row.alike().size(), first.getCommand()) : first.getCommand();
    }

    /** Its command line, cut; of many, that of the first. Null if there is none to show. */
    @CheckForNull
    public String getArguments() {
        List<String> arguments = first.getArguments();
        return arguments.isEmpty() ? null : SafeText.line(String.join(" ", arguments));
    }

    public String getMembershipText() {
        return first.getMembershipText();
    }

    /** How it ended, and when. */
    public String getEndingText() {
        return row.isMany() && row.endedAt().isPresent()
                ? Messages.Row_ended(
                        first.getEnding(), row.endedAt().map(Seconds::tenths).orElseThrow())
                : first.getEndingText();
    }

    @CheckForNull
    public String getWhy() {
        return first.getWhy();
    }

    /** What it held when it was named as a leftover; null if nothing is known of that. */
    @CheckForNull
    public String getHolds() {
        return first.getHolds();
    }

    /** The signals to the row's process, with their times; of many processes, how many of them got each signal. */
    public List<String> getSignals() {
        if (!row.isMany()) {
            return first.getSignals().stream().map(SignalView::getText).toList();
        }
        Map<Signal, Long> counts = row.alike().stream()
                .flatMap(process ->
                        process.signals().stream().map(each -> each.signal()).distinct())
                .collect(Collectors.groupingBy(signal -> signal, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> Messages.Row_signals(
                        each.getKey().fullName(), each.getValue(), row.alike().size()))
                .toList();
    }
}
