package io.jenkins.plugins.cleankill.benchmark;

import hudson.util.ProcessTree;
import hudson.util.ProcessTree.OSProcess;
import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds five processes by a variable among many others: Jenkins' {@link ProcessTree}, Clean Kill, and a C program that reads
 * the same files, in turn, and prints the medians and their ratios; and the same where no environment need be read. The
 * arguments are the number of other processes, the size of their environments in KB, and the number of rounds; it needs
 * {@code cc} and {@code perl}.
 */
public final class SnapshotBenchmark implements AutoCloseable {

    private static final int WARM_UP = 20;
    private static final String CROWD =
            "my ($n) = @ARGV; for (1 .. $n) { unless (fork) { sleep 1000 while 1 } } $| = 1; print qq(ready\\n); sleep 1000 while 1";

    private final Cookie cookie = Cookie.random();
    private final Map<String, String> wanted = cookie.asVariables();
    private final LinuxSystem system = LinuxSystem.local();
    private final List<Process> started = new ArrayList<>();
    private final Process program;
    private final BufferedReader answers;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private SnapshotBenchmark(int others, int kilobytes) throws IOException, InterruptedException {
        program = new ProcessBuilder(compile().toString()).start();
        started.add(program);
        answers = program.inputReader(StandardCharsets.UTF_8);
        crowd(others, Map.of("FILLING", "x".repeat(kilobytes << 10)));
        crowd(4, wanted);
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int others = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int kilobytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 25;
        try (SnapshotBenchmark benchmark = new SnapshotBenchmark(others, kilobytes)) {
            benchmark.run(WARM_UP);
            benchmark.figures.clear();
            benchmark.run(rounds);
            System.out.printf(
                    "%d other processes with %d KB of environment, medians of %d%n", others, kilobytes, rounds);
            benchmark.print("core", "ours", "C");
            benchmark.print("ours, no environments", "C, no environments");
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

    private void run(int rounds) throws IOException {
        for (int round = 0; round < rounds; round++) {
            measure("core", () -> count(ProcessTree.get()));
            measure(
                    "ours",
                    () -> system.processes().read(process -> true).all().stream()
                            .filter(process -> process.environment().hasAll(wanted))
                            .count());
            measureProgram("C", wanted.entrySet().iterator().next().toString());
            long all = measure(
                    "ours, no environments",
                    () -> system.processes().read(process -> false).all().size());
            measureProgram("C, no environments", "stat");
            if (all < 5) {
                throw new IOException("it sees " + all + " processes only");
            }
        }
    }

    private long count(ProcessTree tree) {
        long found = 0;
        for (OSProcess process : tree) {
            found += process.hasMatchingEnvVars(wanted) ? 1 : 0;
        }
        return found;
    }

    private long measure(String name, Search search) throws IOException {
        long begun = System.nanoTime();
        long found = search.run();
        note(name, System.nanoTime() - begun);
        if (found < 5) {
            throw new IOException(name + " found " + found + " processes in place of 5");
        }
        return found;
    }

    private void measureProgram(String name, String request) throws IOException {
        OutputStream requests = program.getOutputStream();
        requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        String[] answer = answers.readLine().split(" ");
        note(name, Long.parseLong(answer[0]));
        if (Integer.parseInt(answer[1]) < 5) {
            throw new IOException(name + " found " + answer[1] + " processes in place of 5");
        }
    }

    private void note(String name, long nanos) {
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(nanos / 1e6);
    }

    private void print(String... names) {
        double first = median(names[0]);
        for (String name : names) {
            List<Double> sorted = figures.get(name).stream().sorted().toList();
            System.out.printf(
                    "  %-24s%8.1f ms  (%.1f to %.1f), %.2f x %s%n",
                    name,
                    median(name),
                    sorted.get(sorted.size() / 4),
                    sorted.get(sorted.size() * 3 / 4),
                    median(name) / first,
                    names[0]);
        }
        System.out.printf(
                "  %-24s%8.2f x C%n", "ours", median(names[names.length - 2]) / median(names[names.length - 1]));
    }

    private double median(String name) {
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

    /** A search that is measured. */
    private interface Search {
        long run() throws IOException;
    }
}
