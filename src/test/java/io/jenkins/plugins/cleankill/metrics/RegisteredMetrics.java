package io.jenkins.plugins.cleankill.metrics;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Metric;
import com.codahale.metrics.Timer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jenkins.metrics.api.Metrics;

/** What the Metrics plugin of the running Jenkins has of ours. */
public final class RegisteredMetrics {

    private RegisteredMetrics() {}

    /** How often each was counted, by name. */
    public static SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        Metrics.metricRegistry().getMetrics().forEach((name, metric) -> {
            if (name.startsWith("clean-kill.")) {
                counts.put(name, ((Counting) metric).getCount());
            }
        });
        return counts;
    }

    /** The longest of those terminations, in milliseconds. */
    public static long longestMillis(String name) {
        Metric timer = Metrics.metricRegistry().getMetrics().get(name);
        return TimeUnit.NANOSECONDS.toMillis(((Timer) timer).getSnapshot().getMax());
    }
}
