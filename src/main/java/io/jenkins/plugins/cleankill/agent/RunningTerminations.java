package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.LiveThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The terminations that run in this JVM, by the ids that the controller gave them, so that it can hurry them, and take up
 * those that a lost connection has left behind.
 */
final class RunningTerminations {

    private static final Logger LOGGER = Logger.getLogger(RunningTerminations.class.getName());
    private static final int EARLY_MOST = 100;

    private static final Deque<String> HURRIED_EARLY = new ArrayDeque<>();

    private RunningTerminations() {}

    /** Whether this termination may begin: no other runs under this id. */
    static synchronized boolean begin(String id, RunningTermination termination) {
        if (HURRIED_EARLY.remove(id)) {
            termination.getAsBoolean();
        }
        if (find(id).isPresent()) {
            return false;
        }
        startOrGoOnAlone(termination);
        return true;
    }

    private static void startOrGoOnAlone(RunningTermination termination) {
        try {
            termination.start();
        } catch (OutOfMemoryError e) {
            // EAGAIN of clone(2): the build has used up the threads. The termination runs all the same, but can't be
            // hurried
            LOGGER.log(Level.WARNING, "A termination runs without a thread by which it is found", e);
        }
    }

    private static Optional<Thread> find(String id) {
        return LiveThreads.all()
                .filter(thread -> thread.getName().equals(RunningTermination.name(id)))
                .findFirst();
    }

    /** Waits for the end of the termination that runs under this id; its lines until then go to that log. */
    @SuppressWarnings("unchecked")
    static byte[] adopt(String id, OutputStream log) throws IOException {
        Object running = find(id).orElseThrow(() -> new IOException("the termination has ended meanwhile"));
        try {
            return ((Function<OutputStream, byte[]>) running).apply(log);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The two requests run in two threads: the second may overtake the first. For one that is over, it does nothing. */
    static synchronized void killNow(String id) {
        Optional<Thread> running = find(id);
        if (running.isPresent()) {
            ((BooleanSupplier) running.get()).getAsBoolean();
            return;
        }
        HURRIED_EARLY.add(id);
        if (HURRIED_EARLY.size() > EARLY_MOST) {
            HURRIED_EARLY.remove();
        }
    }
}
