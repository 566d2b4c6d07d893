package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends ever more children of one parent, all at once, and prints how the time grows with their number.
 *
 * <pre>java -cp … GrowthBenchmark [MOST [ROUNDS]]</pre>
 */
public final class GrowthBenchmark {

    private static final List<Integer> NUMBERS = List.of(1, 10, 200, 1000, 2000, 5000, 10_000);
    private static final int WARM_UP = 10;
    private static final int WARM_UP_PROCESSES = 200;

    private final LinuxSystem system = LinuxSystem.local();

    private GrowthBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int most = Benchmarks.number(arguments, 0, 10_000);
        int rounds = Benchmarks.number(arguments, 1, 5);
        new GrowthBenchmark().run(most, rounds);
    }

    private void run(int most, int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < WARM_UP; round++) {
            end(WARM_UP_PROCESSES);
        }
        for (int number : NUMBERS) {
            if (number <= most) {
                print(number, rounds);
            }
        }
    }

    private void print(int number, int rounds) throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        List<Double> used = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long begun = Benchmarks.processorNanos();
            took.add(end(number));
            used.add((Benchmarks.processorNanos() - begun) / 1e6);
        }
        System.out.printf(
                "%6d processes: %8.1f ms, %7.3f ms each; our processor's time %8.1f ms, %7.3f ms each%n",
                number,
                Benchmarks.median(took),
                Benchmarks.median(took) / number,
                Benchmarks.median(used),
                Benchmarks.median(used) / number);
    }

    private double end(int processes) throws IOException, InterruptedException {
        Cookie cookie = Cookie.random();
        Process parent = TerminationBenchmark.start(cookie, processes, false);
        Outcome outcome = TerminationBenchmark.end(cookie, system);
        parent.waitFor();
        if (outcome.count(Ending.ENDED) != processes + 1) {
            throw new IOException(outcome.count(Ending.ENDED) + " of " + (processes + 1) + " have ended by themselves");
        }
        return outcome.took().toNanos() / 1e6;
    }
}
