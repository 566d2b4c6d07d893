package io.jenkins.plugins.cleankill.pipeline.log;

import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The end of the log at a termination's end: the last lines of the steps that it ends, and then its own. */
public final class LogEnding {

    private static final Logger LOGGER = Logger.getLogger(LogEnding.class.getName());

    /** A step that was ended by force has told so by then. */
    private static final Duration PRINTED = Duration.ofSeconds(5);

    private final StoppedSteps steps;
    private final List<DetachedStepLog> cut;

    private LogEnding(StoppedSteps steps, List<DetachedStepLog> cut) {
        this.steps = steps;
        this.cut = cut;
    }

    /** durable-task waits long enough for the processes, and prints all they write. */
    public static LogEnding of(StoppedSteps steps) {
        return new LogEnding(steps, List.of());
    }

    /**
     * durable-task may end the steps before the processes have ended.
     *
     * @param logs remembers the hard links of the steps' logs
     * @param rest where the rest of a step's log goes
     * @param ours tells that it can't be followed
     */
    public static LogEnding followed(
            StoppedSteps steps, DetachedStepLogs logs, Supplier<BlockLog> rest, PrintStream ours) {
        try {
            return new LogEnding(steps, AnswerLimit.await(() -> steps.logs(logs, rest), AnswerLimit.HURRIED));
        } catch (ExecutionException | TimeoutException e) {
            ours.println(
                    LogLines.line("Jenkins may end the step while its processes still run, and what is written after"
                            + " that can't be followed: " + Failures.reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return of(steps);
    }

    /** The steps. */
    public StoppedSteps steps() {
        return steps;
    }

    /** Whether any of the steps is in a {@code timeout} block. */
    public boolean underTimeout() {
        return steps.underTimeout();
    }

    /** Where one of the steps on that node runs its commands; empty if that is not known. */
    public Optional<LaunchSite> place(String node) {
        return steps.place(node);
    }

    /**
     * Completes when all is printed, also if that fails, and soon after the processes' end if the agent hangs.
     *
     * @param over completes with the processes' end, and never fails
     */
    public CompletableFuture<Void> after(CompletableFuture<ProcessesEnd> over, BlockLog ours) {
        CompletableFuture<Void> rests = CompletableFuture.allOf(
                cut.stream().map(each -> each.follow(over)).toArray(CompletableFuture[]::new));
        return over.thenCompose(end -> endSteps(end)
                        .thenCompose(done -> rests.copy()
                                .completeOnTimeout(null, patience(end).toSeconds(), TimeUnit.SECONDS)))
                .thenRun(() -> release(ours))
                .exceptionally(failure -> {
                    LOGGER.log(Level.WARNING, "The end of a step's log could not be printed", failure);
                    return null;
                });
    }

    /**
     * After the termination the steps have Jenkins' own time, in which durable-task finds the processes' end. An agent that
     * does not answer does not tell it; one that is lost may come back.
     */
    private CompletableFuture<Void> endSteps(ProcessesEnd end) {
        if (end != ProcessesEnd.CUT_OFF) {
            steps.endIn(end == ProcessesEnd.UNANSWERED ? Duration.ZERO : DurableStep.jenkinsTime());
        }
        return end == ProcessesEnd.REPORTED ? steps.ended() : CompletableFuture.completedFuture(null);
    }

    private static Duration patience(ProcessesEnd end) {
        return end == ProcessesEnd.UNANSWERED
                ? PRINTED
                : DurableStep.jenkinsTime().plus(PRINTED);
    }

    private static void release(BlockLog ours) {
        try {
            ours.release();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The log is closed: the report says what there is to say", e);
        }
    }
}
