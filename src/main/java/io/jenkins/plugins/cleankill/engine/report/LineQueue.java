package io.jenkins.plugins.cleankill.engine.report;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stands between the thread that ends processes and a log that may block: a pipe without a reader, a channel that
 * hangs. Lines are written in their order by a thread of the queue's own. If the log does not take them for long, later
 * lines are dropped, and their number is told when it does.
 */
public final class LineQueue implements Consumer<String>, AutoCloseable {

    private static final int MOST = 1000;

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(MOST);
    private final AtomicInteger dropped = new AtomicInteger();
    private final Consumer<String> log;
    private final Thread thread;

    /**
     * Starts the thread: before processes are ended, since they may have used up what a thread needs.
     *
     * @param log writes a line, and may block
     */
    public LineQueue(Consumer<String> log) {
        this.log = log;
        this.thread = start();
    }

    private Thread start() {
        Thread writer = new Thread(this::write, "Clean Kill: log");
        writer.setDaemon(true);
        try {
            writer.start();
            return writer;
        } catch (OutOfMemoryError ignored) {
            // EAGAIN of clone(2), RLIMIT_NPROC for instance: then the lines are written by the thread that tells them
            return null;
        }
    }

    @Override
    public void accept(String line) {
        after(() -> log.accept(line));
    }

    /** Does something when all earlier lines are written. */
    public void after(Runnable action) {
        if (thread == null) {
            action.run();
        } else if (!queue.offer(action)) {
            dropped.incrementAndGet();
        }
    }

    /** Waits until all earlier lines are written, but no longer than that; returns whether they are. */
    public boolean drain(Duration atMost) {
        CountDownLatch written = new CountDownLatch(1);
        // An abort has interrupted this thread, and its last lines are still to come
        boolean interrupted = Thread.interrupted();
        boolean all = thread == null;
        try {
            // A full queue takes the mark when the log has taken a line
            if (thread != null && queue.offer(written::countDown, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                all = written.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ignored) {
            // Put back below: a second interrupt ends the wait
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return all;
    }

    /** Ends the thread, also one that is blocked in the log; a line that is not written by then is dropped. */
    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void write() {
        try {
            while (true) {
                Runnable next = queue.take();
                int missing = dropped.getAndSet(0);
                if (missing > 0) {
                    log.accept(LogLines.line(missing + " lines are missing here: the log took none for too long"));
                }
                next.run();
            }
        } catch (InterruptedException ignored) {
            // The queue is closed
        }
    }
}
