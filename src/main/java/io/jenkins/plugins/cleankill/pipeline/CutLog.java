package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.cleankill.agent.SecondName;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/**
 * The log of a step that durable-task may end by force, deleting the log, or {@code timeout}, though processes still write
 * into it. It gets a second name before that; with its first one back, durable-task's own controller, which knows what it
 * has printed, reads on.
 */
final class CutLog {

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting);

    /** A look that durable-task had begun when it ended the step is over by then. */
    private static final Executor AFTER_ITS_LAST_LOOK =
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Computer.threadPoolForRemoting);

    private final DurableTaskStep.Execution step;
    private final Controller controller;
    private final FilePath workspace;
    private final FilePath file;
    private final FilePath second;
    private final CompletableFuture<Void> stepEnded;
    private final BlockLog log;

    private CutLog(
            DurableTaskStep.Execution step,
            Controller controller,
            FilePath workspace,
            FilePath file,
            CompletableFuture<Void> stepEnded,
            BlockLog log) {
        this.step = step;
        this.controller = controller;
        this.workspace = workspace;
        this.file = file;
        FilePath control = Objects.requireNonNull(file.getParent(), file.getRemote());
        this.second = new FilePath(file.getChannel(), control.getRemote() + "-clean-kill.txt");
        this.stepEnded = stepEnded;
        this.log = log;
    }

    /**
     * Gives the step's log its second name.
     *
     * @return empty if it is no step with such a log
     * @throws IOException if the rest of the log can't be followed
     */
    static Optional<CutLog> of(StepExecution step, CompletableFuture<Void> stepEnded, BlockLog log)
            throws IOException, InterruptedException {
        if (!(step instanceof DurableTaskStep.Execution execution)) {
            return Optional.empty();
        }
        if ((Boolean) read(execution, "watching")) {
            throw new IOException("the agent pushes it");
        }
        FilePath workspace = step.getContext().get(FilePath.class);
        Controller controller = (Controller) read(execution, "controller");
        FilePath file = workspace == null ? null : file(controller, workspace);
        if (file == null) {
            return Optional.empty();
        }
        CutLog followed = new CutLog(execution, controller, workspace, file, stepEnded, log);
        SecondName.give(followed.file, followed.second);
        return Optional.of(followed);
    }

    /** The controller alone knows how much of the log is printed, and nobody gives it away. */
    private static Object read(DurableTaskStep.Execution execution, String name) throws IOException {
        try {
            return field(name).get(execution);
        } catch (ReflectiveOperationException e) {
            throw new IOException("durable-task has changed: " + e.getMessage(), e);
        }
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = DurableTaskStep.Execution.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** One that timeout has ended by force doesn't know that it is over: it would look on, and complain each time. */
    private void stopLooking() {
        try {
            field("recurrencePeriod").setLong(step, 0);
        } catch (ReflectiveOperationException e) {
            throw new UncheckedIOException(new IOException("durable-task has changed: " + e.getMessage(), e));
        }
    }

    @CheckForNull
    private static FilePath file(Controller controller, FilePath workspace) throws IOException {
        try {
            Method method = controller.getClass().getMethod("getLogFile", FilePath.class);
            method.setAccessible(true);
            return (FilePath) method.invoke(controller, workspace);
        } catch (NoSuchMethodException ignored) {
            // A task that keeps its output elsewhere: nobody deletes a file of it
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IOException("durable-task has changed: " + e.getMessage(), e);
        }
    }

    /** Prints what is still written after the step's end, until the processes have ended, too. Completes in any case. */
    CompletableFuture<Void> follow(CompletableFuture<?> processesEnded) {
        return stepEnded
                .thenRun(this::stopLooking)
                .thenRunAsync(this::restore, AFTER_ITS_LAST_LOOK)
                .thenCompose(done -> readOn(processesEnded))
                .thenRun(this::delete)
                .exceptionally(failure -> {
                    say("The rest of a step's log could not be followed: " + BlockTermination.reason(failure));
                    return null;
                });
    }

    private void restore() {
        act(() -> SecondName.give(second, file));
    }

    private CompletableFuture<Void> readOn(CompletableFuture<?> processesEnded) {
        boolean last = processesEnded.isDone();
        act(() -> controller.writeLog(workspace, log));
        return last
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> {}, LATER).thenCompose(done -> readOn(processesEnded));
    }

    private void delete() {
        act(() -> {
            log.close();
            controller.cleanup(workspace);
            second.delete();
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
