package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads many processes on two threads where there are two processors: nearly all of the time is the kernel's, which makes
 * up each file when it is read. The second thread ends when it was not needed for a second; where none can be had, one reads all.
 */
final class TwoReaders {

    /** Fewer processes are read in the time that a thread takes to start. */
    private static final int WORTH_A_THREAD = 256;

    /** The processes that a thread takes at once. */
    private static final int SHARE = 8;

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Executor second;

    /** HotSpot prints a warning each time that a thread can't be had: EAGAIN, see pthread_create(3). It is asked once. */
    private volatile boolean alone;

    private TwoReaders(Executor second, boolean alone) {
        this.second = second;
        this.alone = alone;
    }

    /** As many readers as this machine has processors for. */
    static TwoReaders ofThisMachine() {
        return new TwoReaders(
                new ThreadPoolExecutor(
                        0, 1, KEPT.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), TwoReaders::thread),
                Runtime.getRuntime().availableProcessors() < 2);
    }

    /** The second one reads on a thread of that executor. */
    static TwoReaders with(Executor second) {
        return new TwoReaders(second, false);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "Clean Kill: reads processes", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Reads one process; nothing if it is gone. It is called by both threads. */
    @FunctionalInterface
    interface Reader {
        Optional<ProcessInfo> read(long pid, FileBuffer buffer) throws IOException;
    }

    /**
     * The processes with these pids, in no order; one that is gone is left out.
     *
     * @throws IOException as the reader throws it
     */
    List<ProcessInfo> read(long[] pids, FileBuffer buffer, Reader reader) throws IOException {
        AtomicInteger next = new AtomicInteger();
        FutureTask<List<ProcessInfo>> work = new FutureTask<>(() -> share(pids, next, new FileBuffer(), reader));
        if (pids.length >= WORTH_A_THREAD && !alone) {
            start(work);
        }
        try {
            List<ProcessInfo> found = share(pids, next, buffer, reader);
            // A thread that has not begun yet has nothing left to do, and is not waited for
            work.run();
            found.addAll(result(work));
            return found;
        } finally {
            next.set(pids.length);
        }
    }

    private void start(Runnable work) {
        try {
            second.execute(work);
        } catch (RejectedExecutionException ignored) {
            // The second thread works for another snapshot
        } catch (OutOfMemoryError ignored) {
            // EAGAIN: the user has as many threads as allowed
            alone = true;
        }
    }

    private static List<ProcessInfo> share(long[] pids, AtomicInteger next, FileBuffer buffer, Reader reader)
            throws IOException {
        List<ProcessInfo> found = new ArrayList<>(pids.length);
        for (int from = next.getAndAdd(SHARE); from < pids.length; from = next.getAndAdd(SHARE)) {
            for (int i = from; i < Math.min(from + SHARE, pids.length); i++) {
                reader.read(pids[i], buffer).ifPresent(found::add);
            }
        }
        return found;
    }

    private static List<ProcessInfo> result(FutureTask<List<ProcessInfo>> work) throws IOException {
        try {
            return Uninterruptibly.await(work::get, () -> {});
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
