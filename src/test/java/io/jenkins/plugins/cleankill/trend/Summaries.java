package io.jenkins.plugins.cleankill.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Summaries of builds to tell about. */
final class Summaries {

    private static final Instant OVER = Instant.parse("2026-03-01T12:00:00Z");

    private Summaries() {}

    static BuildSummary build(int number, long seconds, int ended, int killed, int left) {
        return new BuildSummary(number, OVER, Duration.ofSeconds(seconds), ended, killed, left, Map.of());
    }

    static BuildSummary killed(int number, Map<String, Integer> names) {
        int killed = names.values().stream().mapToInt(Integer::intValue).sum();
        return new BuildSummary(number, OVER, Duration.ofSeconds(1), 0, killed, 0, names);
    }
}
