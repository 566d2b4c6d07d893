package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What comes to the log at a termination's end: the last lines of the steps that it ends, and then its own. */
final class LastLines {

    private static final Logger LOGGER = Logger.getLogger(LastLines.class.getName());

    private final StoppedSteps steps;
    private final List<CutLog> cut;

    private LastLines(StoppedSteps steps, List<CutLog> cut) {
        this.steps = steps;
        this.cut = cut;
    }

    /** durable-task waits long enough for the processes, and prints all they write. */
    static LastLines of(StoppedSteps steps) {
        return new LastLines(steps, List.of());
    }

    /**
     * durable-task may end the steps before the processes have ended.
     *
     * @param logs where the rest of a step's log goes
     * @param ours tells that it can't be followed
     */
    static LastLines followed(StoppedSteps steps, Supplier<BlockLog> logs, PrintStream ours) {
        try {
            return new LastLines(steps, steps.logs(logs));
        } catch (IOException e) {
            ours.println(LogLines.line("Jenkins ends the step after " + RemoteTimeout.seconds()
                    + " s, whatever still runs, and what is written later can't be followed: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return of(steps);
    }

    /** Whether any of the steps is in a {@code timeout} block. */
    boolean underTimeout() {
        return steps.underTimeout();
    }

    /** Where one of the steps on that node runs its commands; empty if that is not known. */
    Optional<LastLaunch> place(String node) {
        return steps.place(node);
    }

    /** Completes when all is printed, also if that fails. */
    CompletableFuture<Void> after(CompletableFuture<Optional<TerminationReport>> over, BlockLog ours) {
        CompletableFuture<?>[] rests =
                cut.stream().map(each -> each.follow(over)).toArray(CompletableFuture[]::new);
        return over.thenCompose(report -> report.isPresent() ? steps.ended() : CompletableFuture.completedFuture(null))
                .thenCompose(done -> CompletableFuture.allOf(rests))
                .thenRun(() -> release(ours))
                .exceptionally(failure -> {
                    LOGGER.log(Level.WARNING, "The end of a step's log could not be printed", failure);
                    return null;
                });
    }

    private static void release(BlockLog ours) {
        try {
            ours.release();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The log is closed: the report says what there is to say", e);
        }
    }
}
