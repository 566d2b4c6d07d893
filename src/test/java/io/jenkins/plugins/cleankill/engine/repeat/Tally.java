package io.jenkins.plugins.cleankill.engine.repeat;

import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import java.util.ArrayList;
import java.util.List;

/** The results of one test class over all rounds. */
final class Tally {

    /** A message's length in the table; all of it is in the log of its round. */
    private static final int MESSAGE = 300;

    private final String test;
    private final List<Result> results = new ArrayList<>();

    Tally(String test) {
        this.test = test;
    }

    String test() {
        return test;
    }

    void add(Result result) {
        results.add(result);
    }

    long failed() {
        return results.stream().filter(result -> !result.isGood()).count();
    }

    double median() {
        List<Double> seconds = results.stream().map(Result::seconds).toList();
        return seconds.isEmpty() ? 0 : Benchmarks.median(seconds);
    }

    private double longest() {
        return results.stream().mapToDouble(Result::seconds).max().orElse(0);
    }

    private long tests() {
        return results.stream().mapToLong(Result::passed).max().orElse(0);
    }

    /** A line of the table, and the first failure below it. */
    String text() {
        String line = String.format(
                "%-28s %4d rounds %4d failed  median %7.2f s  longest %7.2f s  %3d tests",
                test.substring(test.lastIndexOf('.') + 1), results.size(), failed(), median(), longest(), tests());
        return results.stream()
                .filter(result -> !result.isGood())
                .findFirst()
                .map(bad -> line + "\n    "
                        + bad.failure()
                                .substring(0, Math.min(MESSAGE, bad.failure().length())))
                .orElse(line);
    }
}
