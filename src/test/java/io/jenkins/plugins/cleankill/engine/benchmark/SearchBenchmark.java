package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds five processes by a variable among many others: Clean Kill, and a C program that reads the same files, in turn, and prints the medians and
 * their ratios; and the same where no environment need be read. On a busy machine the processor's time tells more than the clock's.
 *
 * <pre>java -cp … SearchBenchmark [OTHERS [KILOBYTES [ROUNDS]]]</pre>
 */
public final class SearchBenchmark {

    private static final int WARM_UP = 60;

    private final LinuxSystem system = LinuxSystem.local();
    private final Crowd crowd;
    private final Map<String, Search> rivals;
    private final Map<String, List<Double>> figures = new HashMap<>();
    private final Map<String, List<Double>> processorTimes = new HashMap<>();

    private SearchBenchmark(Crowd crowd, Map<String, Search> rivals) {
        this.crowd = crowd;
        this.rivals = rivals;
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(Map.of(), arguments);
    }

    /**
     * Prints the figures.
     *
     * @param rivals other ways to find the same processes, by their names; the others are compared with the first
     * @param arguments the number of other processes, the size of their environments in KB, and the number of rounds
     */
    public static void run(Map<String, Search> rivals, String... arguments) throws IOException, InterruptedException {
        int others = Benchmarks.number(arguments, 0, 1000);
        int kilobytes = Benchmarks.number(arguments, 1, 1);
        int rounds = Benchmarks.number(arguments, 2, 25);
        try (Crowd crowd = new Crowd(others, kilobytes)) {
            SearchBenchmark benchmark = new SearchBenchmark(crowd, rivals);
            benchmark.measure(WARM_UP);
            benchmark.figures.clear();
            benchmark.processorTimes.clear();
            benchmark.measure(rounds);
            System.out.printf(
                    "%d other processes with %d KB of environment, medians of %d%n", others, kilobytes, rounds);
            benchmark.print(List.copyOf(rivals.keySet()), "ours", "C");
            benchmark.print(List.of(), "ours, no environments", "C, no environments");
        }
    }

    private void measure(int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Search> rival : rivals.entrySet()) {
                measure(rival.getKey(), rival.getValue());
            }
            measure("ours", variables -> crowd.countIn(system.processes().read(process -> true)));
            note("C", crowd.askForWanted());
            measure(
                    "ours, no environments",
                    variables -> system.processes().read(process -> false).all().size());
            note("C, no environments", crowd.askForAll());
        }
    }

    private void measure(String name, Search search) throws IOException {
        long begun = System.nanoTime();
        long processor = Benchmarks.processorNanos();
        long found = search.count(crowd.wanted());
        note(name, System.nanoTime() - begun, Benchmarks.processorNanos() - processor, found);
    }

    private void note(String name, Crowd.Answer answer) throws IOException {
        note(name, answer.nanos(), answer.processorNanos(), answer.found());
    }

    private void note(String name, long nanos, long processorNanos, long found) throws IOException {
        Crowd.checked(name, found);
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos / 1e6);
        processorTimes.computeIfAbsent(name, key -> new ArrayList<>()).add(processorNanos / 1e6);
    }

    private void print(List<String> others, String ours, String program) {
        List<String> names = new ArrayList<>(others);
        names.addAll(List.of(ours, program));
        for (String name : names) {
            List<Double> sorted = figures.get(name).stream().sorted().toList();
            System.out.printf(
                    "  %-24s%8.1f ms (%.1f to %.1f), processor %6.1f ms; ours is %.2f x, processor %.2f x that%n",
                    name,
                    median(figures, name),
                    sorted.get(sorted.size() / 4),
                    sorted.get(sorted.size() * 3 / 4),
                    median(processorTimes, name),
                    median(figures, ours) / median(figures, name),
                    median(processorTimes, ours) / median(processorTimes, name));
        }
    }

    private static double median(Map<String, List<Double>> figures, String name) {
        return Benchmarks.median(figures.get(name));
    }

    /** A way to find processes. */
    @FunctionalInterface
    public interface Search {

        /** How many processes have these variables. */
        long count(Map<String, String> variables) throws IOException;
    }
}
