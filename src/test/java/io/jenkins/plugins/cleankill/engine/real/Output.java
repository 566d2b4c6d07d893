package io.jenkins.plugins.cleankill.engine.real;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The lines of a build's output, as they come. The output ends when no process has it open any more. */
public final class Output {

    /** Only a build that hangs takes so long. */
    private static final long AT_MOST_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private IOException failure;
    private boolean ended;

    private Output() {}

    /** Reads the FIFO in a thread of its own, from the moment when somebody opens it for writing. */
    static Output of(File fifo) {
        Output output = new Output();
        Thread reader = new Thread(
                () -> output.readAll(fifo), "output of " + fifo.getParentFile().getName());
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private void readAll(File fifo) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new FileInputStream(fifo), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String read = line;
                change(() -> lines.add(read));
            }
        } catch (IOException e) {
            change(() -> failure = e);
        }
        change(() -> ended = true);
    }

    /** Adds text that was read in place of the build's processes. */
    void add(String text) {
        change(() -> text.lines().forEach(lines::add));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the build has said this on a line of its own; fails if it ends, or is silent, before. */
    public void awaitLine(String wanted) throws IOException, InterruptedException {
        await(output -> output.contains(wanted));
    }

    /** Waits until the output looks like this; fails if it ends, or is silent, before. */
    public void await(Predicate<List<String>> wanted) throws IOException, InterruptedException {
        if (!awaitChange(() -> wanted.test(lines)) || !wanted.test(lines())) {
            throw new AssertionError("the output ended, or fell silent, after: " + lines());
        }
    }

    /** Waits for the end of the output, and returns all lines. */
    public List<String> awaitEnd() throws IOException, InterruptedException {
        if (!awaitChange(() -> ended)) {
            throw new AssertionError("somebody still holds the output: " + lines());
        }
        if (failure != null) {
            throw failure;
        }
        return lines();
    }

    /** The lines so far. */
    public List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitChange(java.util.function.BooleanSupplier wanted) throws InterruptedException {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(AT_MOST_SECONDS);
            while (!wanted.getAsBoolean() && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return wanted.getAsBoolean() || ended;
        } finally {
            lock.unlock();
        }
    }
}
