package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds five processes by a variable among many others: Clean Kill, and a C program that reads the same files, in turn, and prints the medians and
 * their ratios; and the same where no environment need be read. On a busy machine the processor's time tells more than the clock's. It needs {@code cc} and {@code perl}.
 *
 * <pre>java -cp … SearchBenchmark [OTHERS [KILOBYTES [ROUNDS]]]</pre>
 */
public final class SearchBenchmark implements AutoCloseable {

    private static final int WARM_UP = 60;
    private static final int WANTED = 5;
    private static final String CROWD =
            "my ($n) = @ARGV; for (1 .. $n) { unless (fork) { sleep 1000 while 1 } } $| = 1; print qq(ready\\n); sleep 1000 while 1";

    private final Map<String, String> wanted = Cookie.random().asVariables();
    private final LinuxSystem system = LinuxSystem.local();
    private final List<Process> started = new ArrayList<>();
    private final Map<String, Search> rivals;
    private final BufferedReader answers;
    private final OutputStream requests;
    private final Map<String, List<Double>> figures = new HashMap<>();
    private final Map<String, List<Double>> processorTimes = new HashMap<>();

    private SearchBenchmark(int others, int kilobytes, Map<String, Search> rivals)
            throws IOException, InterruptedException {
        this.rivals = rivals;
        Process program = new ProcessBuilder(compile().toString()).start();
        started.add(program);
        answers = program.inputReader(StandardCharsets.UTF_8);
        requests = program.getOutputStream();
        crowd(others, Map.of("FILLING", "x".repeat(kilobytes << 10)));
        crowd(WANTED - 1, wanted);
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
        try (SearchBenchmark benchmark = new SearchBenchmark(others, kilobytes, rivals)) {
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

    private static Path compile() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("benchmark");
        Path source = Path.of("src/test/resources/benchmark/proc.c");
        Path compiled = folder.resolve("proc");
        Process compiler = new ProcessBuilder("cc", "-O2", "-o", compiled.toString(), source.toString())
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("cc can't compile " + source);
        }
        return compiled;
    }

    private void crowd(int processes, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("perl", "-e", CROWD, Integer.toString(processes));
        builder.environment().putAll(variables);
        started.add(Benchmarks.start(builder));
    }

    private void measure(int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Search> rival : rivals.entrySet()) {
                measure(rival.getKey(), rival.getValue());
            }
            measure("ours", this::count);
            measureProgram("C", wanted.entrySet().iterator().next().toString());
            measure(
                    "ours, no environments",
                    variables -> system.processes().read(process -> false).all().size());
            measureProgram("C, no environments", "stat");
        }
    }

    private long count(Map<String, String> variables) throws IOException {
        return system.processes().read(process -> true).all().stream()
                .filter(process -> process.environment().hasAll(variables))
                .count();
    }

    private void measure(String name, Search search) throws IOException {
        long begun = System.nanoTime();
        long processor = Benchmarks.processorNanos();
        long found = search.count(wanted);
        note(name, System.nanoTime() - begun, Benchmarks.processorNanos() - processor, found);
    }

    private void measureProgram(String name, String request) throws IOException {
        requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        String[] answer = answers.readLine().split(" ");
        note(name, Long.parseLong(answer[0]), Long.parseLong(answer[2]), Long.parseLong(answer[1]));
    }

    private void note(String name, long nanos, long processorNanos, long found) throws IOException {
        if (found < WANTED) {
            throw new IOException(name + " found " + found + " processes in place of " + WANTED);
        }
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

    /** A process that was started here ends with its children: they are in no other's session. */
    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** A way to find processes. */
    @FunctionalInterface
    public interface Search {

        /** How many processes have these variables. */
        long count(Map<String, String> variables) throws IOException;
    }
}
