package io.jenkins.plugins.cleankill.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that wait from the start for what may come. When it comes, COMMAND may have used up what a new thread needs:
 * RLIMIT_NPROC, see getrlimit(2), or the pids of a control group.
 */
final class Waiting {

    private Waiting() {}

    /** Completes with the exit code when COMMAND ends. */
    static CompletableFuture<Integer> forTheEnd(Future<Process> command) {
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        start(
                "Clean Kill: end of COMMAND",
                () -> exitCode.complete(command.get().waitFor()));
        return exitCode;
    }

    /** Asks for an abort when COMMAND has run so long, unless one is asked for before. */
    static void toAbort(Future<Process> command, Duration patience, AbortSwitch abort, String cause) {
        start("Clean Kill: abort after a time", () -> {
            command.get();
            try {
                abort.requested().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException ignored) {
                // The time is over
                abort.request(cause);
            }
        });
    }

    private static void start(String name, Wait wait) {
        Thread thread = new Thread(
                () -> {
                    try {
                        wait.run();
                    } catch (InterruptedException | ExecutionException ignored) {
                        // No thread interrupts this one; if COMMAND could not be started, nothing is waited for
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Wait {
        void run() throws InterruptedException, ExecutionException;
    }
}
