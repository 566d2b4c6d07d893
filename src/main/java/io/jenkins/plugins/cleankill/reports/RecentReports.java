package io.jenkins.plugins.cleankill.reports;

import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The headlines of the latest reports since the controller has started, for a person who looks for trouble. */
public final class RecentReports {

    /** The most that are remembered. */
    static final int MOST = 50;

    private static final Deque<String> HEADLINES = new ConcurrentLinkedDeque<>();

    private RecentReports() {}

    static void add(Run<?, ?> run, TerminationReport report) {
        Outcome outcome = report.outcome();
        HEADLINES.addFirst(outcome.started() + " " + run.getFullDisplayName() + ": " + Headline.of(outcome));
        while (HEADLINES.size() > MOST) {
            HEADLINES.pollLast();
        }
    }

    /** When, which build, how it ended; the latest first. */
    public static List<String> headlines() {
        return List.copyOf(HEADLINES);
    }
}
