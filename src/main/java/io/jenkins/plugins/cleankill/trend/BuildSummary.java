package io.jenkins.plugins.cleankill.trend;

import io.jenkins.plugins.cleankill.action.BuildOutcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the processes of one build ended.
 *
 * @param build the build's number
 * @param over when the build was over
 * @param took the time of all its terminations together
 * @param ended how many processes ended by themselves or of a rung's signal
 * @param killed how many were killed
 * @param left how many were still alive
 * @param killedNames the killed ones' commands, each with how many there were; the most frequent ones only
 */
record BuildSummary(
        int build, Instant over, Duration took, int ended, int killed, int left, Map<String, Integer> killedNames) {

    /** More names than a page shows. */
    static final int MOST_NAMES = 10;

    BuildSummary {
        if (build < 1 || took.isNegative() || ended < 0 || killed < 0 || left < 0) {
            throw new IllegalArgumentException("a build's number counts from 1, and nothing in a summary is negative");
        }
        killedNames = Collections.unmodifiableMap(new LinkedHashMap<>(killedNames));
    }

    /** The summary of a build; empty if it had no process to end. */
    static Optional<BuildSummary> of(int build, Instant over, BuildOutcome outcome) {
        BuildSummary summary = new BuildSummary(
                build,
                over,
                outcome.took(),
                count(outcome, Ending.ENDED),
                count(outcome, Ending.KILLED),
                count(outcome, Ending.LEFT),
                killedNames(outcome));
        return summary.ended + summary.killed + summary.left > 0 ? Optional.of(summary) : Optional.empty();
    }

    private static int count(BuildOutcome outcome, Ending ending) {
        return (int) outcome.processes().stream()
                .filter(process -> process.ending() == ending)
                .count();
    }

    private static Map<String, Integer> killedNames(BuildOutcome outcome) {
        Map<String, Integer> counts = outcome.processes().stream()
                .filter(process -> process.ending() == Ending.KILLED)
                .collect(Collectors.toMap(ProcessRecord::command, process -> 1, Integer::sum, TreeMap::new));
        Map<String, Integer> most = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(Entry<String, Integer>::getValue).reversed())
                .limit(MOST_NAMES)
                .forEach(each -> most.put(each.getKey(), each.getValue()));
        return most;
    }

    Result result() {
        if (left > 0) {
            return Result.LEFT;
        }
        return killed > 0 ? Result.KILLED : Result.ENDED;
    }

    /** The worst of what became of a build's processes. */
    enum Result {
        ENDED,
        KILLED,
        LEFT
    }
}
