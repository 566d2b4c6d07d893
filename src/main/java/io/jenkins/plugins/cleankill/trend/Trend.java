package io.jenkins.plugins.cleankill.trend;

import io.jenkins.plugins.cleankill.trend.BuildSummary.Result;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the processes of some builds ended.
 *
 * @param builds the builds, the latest first
 */
record Trend(List<BuildSummary> builds) {

    Trend {
        builds = List.copyOf(builds);
    }

    /** The latest of the builds. */
    Trend latest(int most) {
        return new Trend(builds.stream().limit(most).toList());
    }

    /** How many builds ended so. */
    int count(Result result) {
        return (int) builds.stream().filter(build -> build.result() == result).count();
    }

    /** The time that half of the builds needed, or less; zero if there are none. */
    Duration median() {
        return builds.isEmpty()
                ? Duration.ZERO
                : builds.stream().map(BuildSummary::took).sorted().toList().get((builds.size() - 1) / 2);
    }

    Duration longest() {
        return builds.stream()
                .map(BuildSummary::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The commands that were killed, the most frequent first. */
    List<Killed> killedMost(int most) {
        Map<String, Killed> byName = new HashMap<>();
        builds.forEach(build -> build.killedNames()
                .forEach((name, times) -> byName.merge(name, new Killed(name, times, 1), Killed::plus)));
        return byName.values().stream()
                .sorted(Comparator.comparing(Killed::times).reversed().thenComparing(Killed::command))
                .limit(most)
                .toList();
    }

    /**
     * A command that was killed.
     *
     * @param times how many of its processes were
     * @param builds in how many builds
     */
    record Killed(String command, int times, int builds) {

        private Killed plus(Killed other) {
            return new Killed(command, times + other.times, builds + other.builds);
        }
    }
}
