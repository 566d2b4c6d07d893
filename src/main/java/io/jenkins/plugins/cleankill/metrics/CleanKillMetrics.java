package io.jenkins.plugins.cleankill.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.ReportListener;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.metrics.api.MetricProvider;

/**
 * Timers of the terminations, all of them and by the worst of what became of their processes, and counters of the processes
 * by what became of them, since the controller has started. What is counted are the reports that are kept.
 */
@Extension(optional = true)
public final class CleanKillMetrics extends MetricProvider implements ReportListener {

    private static final String PREFIX = "clean-kill";

    /** The worst first. */
    private static final List<Ending> WORST_FIRST = List.of(Ending.LEFT, Ending.KILLED, Ending.ENDED, Ending.KEPT);

    private final Timer all = new Timer();
    private final Map<Ending, Timer> terminations = new EnumMap<>(Ending.class);
    private final Map<Ending, Counter> processes = new EnumMap<>(Ending.class);

    /** Jenkins makes one, for both lists of extensions. */
    public CleanKillMetrics() {
        for (Ending ending : Ending.values()) {
            terminations.put(ending, new Timer());
            processes.put(ending, new Counter());
        }
    }

    @NonNull
    @Override
    public MetricSet getMetricSet() {
        Map<String, Metric> metrics = new HashMap<>();
        metrics.put(MetricRegistry.name(PREFIX, "terminations", "all"), all);
        terminations.forEach((ending, timer) -> metrics.put(name("terminations", ending), timer));
        processes.forEach((ending, counter) -> metrics.put(name("processes", ending), counter));
        return metrics(metrics);
    }

    private static String name(String kind, Ending ending) {
        return MetricRegistry.name(PREFIX, kind, ending.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void onReport(Run<?, ?> run, TerminationReport report) {
        Outcome outcome = report.outcome();
        if (outcome.processes().isEmpty()) {
            return; // it is about containers
        }
        all.update(outcome.took());
        terminations.get(worst(outcome)).update(outcome.took());
        processes.forEach((ending, counter) -> counter.inc(outcome.count(ending)));
    }

    private static Ending worst(Outcome outcome) {
        return WORST_FIRST.stream()
                .filter(ending -> outcome.count(ending) > 0)
                .findFirst()
                .orElse(Ending.KEPT);
    }
}
