package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Five processes that have a variable, many others, and a C program that finds the five. It needs {@code cc} and {@code perl}.
 */
public final class Crowd implements AutoCloseable {

    private static final int WANTED = 5;

    private static final String SCRIPT =
            "my ($n) = @ARGV; for (1 .. $n) { unless (fork) { sleep 1000 while 1 } } $| = 1; print qq(ready\\n); sleep 1000 while 1";

    private final Map<String, String> wanted = Cookie.random().asVariables();
    private final List<Process> started = new ArrayList<>();
    private final BufferedReader answers;
    private final OutputStream requests;

    /**
     * Starts them.
     *
     * @param kilobytes the size of each of the others' environments
     */
    public Crowd(int others, int kilobytes) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(compile().toString()).start();
        started.add(program);
        answers = program.inputReader(StandardCharsets.UTF_8);
        requests = program.getOutputStream();
        start(others, Map.of("FILLING", "x".repeat(kilobytes << 10)));
        start(WANTED - 1, wanted);
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

    private void start(int processes, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("perl", "-e", SCRIPT, Integer.toString(processes));
        builder.environment().putAll(variables);
        started.add(Benchmarks.start(builder));
    }

    /** The variable of the five. */
    public Map<String, String> wanted() {
        return wanted;
    }

    /** How many processes of a snapshot with all environments have the variable. */
    public long countIn(ProcessTable table) {
        return table.all().stream()
                .filter(process -> process.environment().hasAll(wanted))
                .count();
    }

    /** The number, which is at least that of the five. */
    public static long checked(String finder, long found) throws IOException {
        if (found < WANTED) {
            throw new IOException(finder + " found " + found + " processes in place of " + WANTED);
        }
        return found;
    }

    /** The C program looks for the five. */
    public Answer askForWanted() throws IOException {
        return ask(wanted.entrySet().iterator().next().toString());
    }

    /** The C program reads no environment, and counts all processes. */
    public Answer askForAll() throws IOException {
        return ask("stat");
    }

    private Answer ask(String request) throws IOException {
        requests.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        requests.flush();
        String[] words = answers.readLine().split(" ");
        return new Answer(Long.parseLong(words[1]), Long.parseLong(words[0]), Long.parseLong(words[2]));
    }

    /** A process that was started here ends with its children: they are in no other's session. */
    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /**
     * What the C program has found.
     *
     * @param nanos how long it took, of which the processor's time is {@code processorNanos}
     */
    public record Answer(long found, long nanos, long processorNanos) {}
}
