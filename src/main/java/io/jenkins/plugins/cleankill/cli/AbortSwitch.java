package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Takes requests to abort from any thread: the first one begins the termination, any later one hurries it. */
final class AbortSwitch {

    private final CompletableFuture<String> cause = new CompletableFuture<>();
    private final AtomicReference<CleanKill> running = new AtomicReference<>();
    private volatile boolean hurried;

    /** Asks for an abort. */
    void request(String why) {
        // Looked at before the first request wakes the thread that begins a termination for it. If one runs already,
        // COMMAND has ended and its leftovers are being ended: the request can only mean "faster".
        boolean ending = running.get() != null;
        if (!cause.complete(why) || ending) {
            hurry();
        }
    }

    /** Completes with the cause at the first request. */
    CompletableFuture<String> requested() {
        return cause;
    }

    /** Later requests hurry this termination; a request that came before it was there does so now. */
    void hurries(CleanKill termination) {
        running.set(termination);
        if (hurried) {
            termination.killNow();
        }
    }

    private void hurry() {
        hurried = true;
        CleanKill termination = running.get();
        if (termination != null) {
            termination.killNow();
        }
    }
}
