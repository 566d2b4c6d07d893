package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A termination in this JVM. It outlives the connection that ordered it; the next one takes it over. The next
 * connection brings classes of its own, for which ours are strangers: so the termination is found as a thread, by its
 * name, and talked to by interfaces of the JDK.
 */
final class RunningTermination extends Thread implements Function<OutputStream, byte[]>, BooleanSupplier {

    private final CleanKill work;
    private final LineWriter log;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    RunningTermination(String id, CleanKill work, LineWriter log) {
        super(name(id));
        setDaemon(true);
        this.work = work;
        this.log = log;
    }

    /** The name of that termination's thread. */
    static String name(String id) {
        return "Clean Kill: termination " + id;
    }

    /** The thread lives as long as the termination runs. */
    @Override
    public void run() {
        outcome.exceptionally(failure -> null).join();
    }

    CleanKill work() {
        return work;
    }

    /** The termination has ended, with an outcome or with none. */
    void ended(Outcome known) {
        if (known == null) {
            outcome.completeExceptionally(new IOException("the termination failed on the agent"));
        } else {
            outcome.complete(known);
        }
    }

    /** Hurries the termination: survivors are killed now. */
    @Override
    public boolean getAsBoolean() {
        work.killNow();
        return true;
    }

    /** Waits for the end, and returns the outcome as bytes; the termination's lines until then go to that log. */
    @Override
    public byte[] apply(OutputStream newLog) {
        log.redirect(newLog);
        try {
            return OutcomeBytes.of(outcome.get());
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while a termination ran", e));
        }
    }
}
