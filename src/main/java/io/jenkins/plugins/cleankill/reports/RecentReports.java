package io.jenkins.plugins.cleankill.reports;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The headlines of the latest reports since the controller has started, for a person who looks for trouble. */
public final class RecentReports {

    /** The most that are remembered. */
    static final int MOST = 50;

    private static final Deque<Recent> LATEST = new ConcurrentLinkedDeque<>();

    private RecentReports() {}

    static void add(Run<?, ?> run, TerminationReport report) {
        Outcome outcome = report.outcome();
        if (outcome.processes().isEmpty()) {
            return; // it is about containers, and a headline about processes
        }
        LATEST.addFirst(new Recent(outcome.started(), run.getFullDisplayName(), Headline.of(outcome)));
        while (LATEST.size() > MOST) {
            LATEST.pollLast();
        }
    }

    /** When, which build, how it ended, in the language of the current thread's user; the latest first. */
    public static List<String> headlines() {
        return LATEST.stream().map(Recent::text).toList();
    }

    /** An outcome with all its processes would stay in memory for nothing. */
    private record Recent(Instant started, String build, Headline headline) {

        String text() {
            return started + " " + build + ": " + headline.text();
        }
    }
}
