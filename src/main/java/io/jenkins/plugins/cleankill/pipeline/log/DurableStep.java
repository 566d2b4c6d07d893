package io.jenkins.plugins.cleankill.pipeline.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.controller.Failures;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/**
 * A step such as {@code sh}, by what workflow-durable-task-step keeps to itself of it. {@code DurableTaskStep.REMOTE_TIMEOUT}
 * limits each look at each step of the controller as well as the life of a stopped step, so it is left alone: the one task
 * that ends this step by force comes later instead. Where a field is not there, the step has Jenkins' own time.
 */
public final class DurableStep {

    /** This system property, set to {@code true}, leaves every stopped step its own time. */
    public static final String KEEP_REMOTE_TIMEOUT = "io.jenkins.plugins.cleankill.keepRemoteTimeout";

    /** The name alone: other plugins are not meant to use the class, and it may not be there. */
    private static final String CLASS = "org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep$Execution";

    private static final Logger LOGGER = Logger.getLogger(DurableStep.class.getName());

    private final StepExecution execution;

    private DurableStep(StepExecution execution) {
        this.execution = execution;
    }

    /** The step, if it is one. */
    static Optional<DurableStep> of(StepExecution step) {
        return step.getClass().getName().equals(CLASS) ? Optional.of(new DurableStep(step)) : Optional.empty();
    }

    /** Jenkins' own time for a stopped step, and for each look at any: {@code DurableTaskStep.REMOTE_TIMEOUT}. */
    static Duration jenkinsTime() {
        try {
            return Duration.ofSeconds(DurableTaskStep.REMOTE_TIMEOUT);
        } catch (NoClassDefFoundError ignored) {
            // Its plugin is not there. The plugin manager is not asked: a termination may outlast the controller
            return Duration.ZERO;
        }
    }

    StepContext context() {
        return execution.getContext();
    }

    /** The name of the node that it runs on, empty for the built-in one. */
    String node() throws IOException {
        return String.valueOf(read("node"));
    }

    /** Why it was stopped, in this session of the controller; empty if it was not. */
    Optional<Throwable> causeOfStoppage() {
        try {
            return Optional.ofNullable((Throwable) read("causeOfStoppage"));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Why a step was stopped is not known", e);
            return Optional.empty();
        }
    }

    /** Whether the agent pushes its log. */
    boolean isWatched() throws IOException {
        return (Boolean) read("watching");
    }

    /** Reads its log; null before it has started. */
    @CheckForNull
    Controller controller() throws IOException {
        return (Controller) read("controller");
    }

    /**
     * Has it look no more: one that {@code timeout} has ended by force would look on, and complain each time. A look that runs
     * and finds output undoes it ({@code DurableTaskStep.Execution.check}).
     *
     * @return whether it would have looked on
     */
    boolean stopLooking() throws IOException {
        boolean looking = (Long) read("recurrencePeriod") > 0;
        write("recurrencePeriod", 0L);
        return looking;
    }

    /** Whether it may be looked at at this moment. */
    boolean isLookedAt() throws IOException {
        return StepLooks.anyRuns(String.valueOf(read("remote")), node());
    }

    /**
     * Whether the step, which was stopped, will not be ended by force before that time is over. The step has at least
     * Jenkins' own time from the stop.
     */
    boolean waitsFor(Duration time) {
        return time.compareTo(jenkinsTime()) <= 0 || !SystemProperties.getBoolean(KEEP_REMOTE_TIMEOUT) && endsIn(time);
    }

    /**
     * Has the step, which was stopped, be ended by force after that time if it has not ended by then.
     *
     * @return false if it was not stopped, has been ended by force, or does not let us
     */
    boolean endsIn(Duration time) {
        try {
            ScheduledFuture<?> force = (ScheduledFuture<?>) read("stopTask");
            if (force == null || !force.cancel(false)) {
                return false;
            }
            write("stopTask", force(time));
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A stopped step has Jenkins' own time", e);
            return false;
        }
    }

    /**
     * The step was stopped before the controller restarted, and has forgotten it: whatever exit it finds, it fails with that
     * cause, and it is ended by force after that time.
     */
    void wasStopped(Throwable cause, Duration time) {
        try {
            if (read("causeOfStoppage") == null) {
                write("causeOfStoppage", cause);
                write("stopTask", force(time));
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A step does not know that it was stopped", e);
        }
    }

    private ScheduledFuture<?> force(Duration time) {
        return Timer.get()
                .schedule(
                        () -> Computer.threadPoolForRemoting.execute(() -> endByForce(time)),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** As durable-task does it. */
    private void endByForce(Duration after) {
        try {
            write("stopTask", null);
            if (stopLooking()) {
                FilePath workspace = context().get(FilePath.class);
                say("After " + after.toSeconds() + "s process did not stop");
                context().onFailure((Throwable) read("causeOfStoppage"));
                Controller controller = controller();
                if (workspace != null && controller != null) {
                    controller.cleanup(workspace);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The files of a step are left on its agent: " + Failures.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) throws IOException, InterruptedException {
        TaskListener listener = context().get(TaskListener.class);
        if (listener != null) {
            listener.getLogger().println(text);
        }
    }

    private Object read(String name) throws IOException {
        try {
            return field(name).get(execution);
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private void write(String name, @CheckForNull Object value) throws IOException {
        try {
            field(name).set(execution, value);
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private static IOException changed(ReflectiveOperationException e) {
        return new IOException("durable-task has changed: " + e.getMessage(), e);
    }

    private Field field(String name) throws NoSuchFieldException {
        Field field = execution.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
