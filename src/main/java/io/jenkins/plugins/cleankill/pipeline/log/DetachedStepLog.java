package io.jenkins.plugins.cleankill.pipeline.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.cleankill.agent.HardLink;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jenkinsci.plugins.durabletask.Controller;

/**
 * The log of a step that durable-task may end by force, deleting the log, or {@code timeout}, though processes still
 * write into it. The log gets a hard link before that; with its first name back, durable-task's own controller, which
 * knows what it has printed, reads on.
 */
final class DetachedStepLog {

    private static final Duration PACE = Duration.ofMillis(250);

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PACE.toMillis(), TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting);

    /** durable-task breaks a look off itself, after its own time; and a thread may need a while to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(5);

    private final DurableStep step;
    private final Controller controller;
    private final FilePath workspace;
    private final FilePath file;
    private final FilePath link;
    private final CompletableFuture<Void> stepEnded;
    private final BlockLog log;
    private final DetachedStepLogs logs;

    private DetachedStepLog(
            DurableStep step,
            Controller controller,
            FilePath workspace,
            FilePath file,
            CompletableFuture<Void> stepEnded,
            BlockLog log,
            DetachedStepLogs logs) {
        this.step = step;
        this.controller = controller;
        this.workspace = workspace;
        this.file = file;
        FilePath control = Objects.requireNonNull(file.getParent(), file.getRemote());
        this.link = new FilePath(file.getChannel(), control.getRemote() + "-clean-kill.txt");
        this.stepEnded = stepEnded;
        this.log = log;
        this.logs = logs;
    }

    /**
     * Makes a hard link to the step's log.
     *
     * @param log where the rest of it goes
     * @param logs remembers the hard link
     * @return empty if it is no step with such a log
     * @throws IOException if the rest of the log can't be followed
     */
    static Optional<DetachedStepLog> of(
            DurableStep step, CompletableFuture<Void> stepEnded, Supplier<BlockLog> log, DetachedStepLogs logs)
            throws IOException, InterruptedException {
        if (step.isWatched()) {
            throw new IOException("the agent pushes it");
        }
        FilePath workspace = step.context().get(FilePath.class);
        Controller controller = step.controller();
        FilePath file = workspace == null || controller == null ? null : file(controller, workspace);
        if (file == null) {
            return Optional.empty();
        }
        DetachedStepLog followed = new DetachedStepLog(step, controller, workspace, file, stepEnded, log.get(), logs);
        logs.made(step.node(), followed.link);
        HardLink.create(file, followed.link);
        return Optional.of(followed);
    }

    @CheckForNull
    private static FilePath file(Controller controller, FilePath workspace) throws IOException {
        try {
            Method method = controller.getClass().getMethod("getLogFile", FilePath.class);
            method.setAccessible(true);
            return (FilePath) method.invoke(controller, workspace);
        } catch (NoSuchMethodException ignored) {
            // A task that keeps its output elsewhere: no file of it is deleted
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IOException("durable-task has changed: " + e.getMessage(), e);
        }
    }

    /** Prints what is still written after the step's end, until the processes have ended, too. Completes in any case. */
    CompletableFuture<Void> follow(CompletableFuture<?> processesEnded) {
        return stepEnded
                .thenRun(this::stopLooking)
                .thenCompose(done ->
                        lastLook(DurableStep.jenkinsTime().plus(TO_NOTICE).dividedBy(PACE)))
                .thenRun(this::restore)
                .thenCompose(done -> readOn(processesEnded))
                .thenRun(this::cleanUp)
                .exceptionally(failure -> {
                    say("The rest of a step's log could not be followed: " + Failures.reason(failure));
                    return null;
                })
                .thenRun(() -> logs.delete(link));
    }

    private void stopLooking() {
        act(step::stopLooking);
    }

    /**
     * A look that durable-task had begun when it ended the step still prints: its lines would be printed once more. Its
     * thread has a name for that a moment after its begin. If it finds output, another look follows, unless that is stopped.
     */
    private CompletableFuture<Void> lastLook(long questions) {
        return CompletableFuture.supplyAsync(() -> questions > 0 && mayBeLookedAt(), LATER)
                .thenCompose(looking -> looking ? lastLook(questions - 1) : CompletableFuture.completedFuture(null));
    }

    private boolean mayBeLookedAt() {
        try {
            boolean looking = step.isLookedAt();
            return step.stopLooking() || looking;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore() {
        act(() -> HardLink.create(link, file));
    }

    private CompletableFuture<Void> readOn(CompletableFuture<?> processesEnded) {
        boolean last = processesEnded.isDone();
        act(() -> controller.writeLog(workspace, log));
        return last
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> {}, LATER).thenCompose(done -> readOn(processesEnded));
    }

    private void cleanUp() {
        act(() -> {
            log.close();
            controller.cleanup(workspace);
        });
    }

    private void say(String text) {
        try {
            log.write((LogLines.line(text) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private static void act(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
