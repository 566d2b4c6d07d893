package io.jenkins.plugins.cleankill.pipeline.log;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.pipeline.timeouts.GraceDeadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The innermost steps of a block that an abort ends, each with the cause that it was stopped for as far as that is known:
 * a step that waits in a thread of its own keeps none.
 */
public final class StoppedSteps {

    /** Where there are none, or they are not known. */
    static final StoppedSteps NONE = new StoppedSteps(Map.of(), Map.of());

    private static final Logger LOGGER = Logger.getLogger(StoppedSteps.class.getName());

    /** durable-task looks for new output after a quarter of a second, and of a quiet command every 15 s. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(16);

    /** The thread that runs the Pipeline may be busy: an end does not wait for it. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Map<StepExecution, FlowNode> steps;
    private final Map<StepExecution, Throwable> stopped;

    private StoppedSteps(Map<StepExecution, FlowNode> steps, Map<StepExecution, Throwable> stopped) {
        this.steps = Map.copyOf(steps);
        this.stopped = Map.copyOf(stopped);
    }

    /**
     * The steps of the block with that cookie that were stopped by now, or may have been. The future completes soon,
     * also if they can't be known: then there are none.
     */
    public static CompletableFuture<StoppedSteps> of(Run<?, ?> run, Cookie cookie) {
        return find(
                run,
                cookie,
                step -> DurableStep.of(step)
                        .map(durable -> durable.causeOfStoppage().isPresent())
                        .orElse(true));
    }

    /** The same after a restart of the controller, in which steps forget that they were stopped: all of the block. */
    public static CompletableFuture<StoppedSteps> again(Run<?, ?> run, Cookie cookie) {
        return find(run, cookie, step -> true);
    }

    /**
     * After a restart, the steps that were stopped before it know of the stop again.
     *
     * @param causes the cause of a step's stop, by the id of its flow node
     * @param time after which they are ended by force
     */
    public static void remind(
            Run<?, ?> run, Cookie cookie, Function<String, Optional<Throwable>> causes, Duration time) {
        again(run, cookie)
                .thenAccept(known -> known.steps.forEach((step, node) -> causes.apply(node.getId())
                        .ifPresent(
                                cause -> DurableStep.of(step).ifPresent(durable -> durable.wasStopped(cause, time)))));
    }

    private static CompletableFuture<StoppedSteps> find(Run<?, ?> run, Cookie cookie, Predicate<StepExecution> which) {
        CompletableFuture<StoppedSteps> found = new CompletableFuture<>();
        try {
            ListenableFuture<List<StepExecution>> all = executions(run);
            // In the thread that runs the Pipeline: no step is stopped meanwhile, so the causes are of one moment
            all.addListener(
                    () -> {
                        StoppedSteps steps = in(cookie, all, which);
                        found.completeAsync(() -> steps, Computer.threadPoolForRemoting);
                    },
                    Runnable::run);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The steps of " + run + " can't be listed", e);
            found.complete(NONE);
        }
        return found.completeOnTimeout(NONE, SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static ListenableFuture<List<StepExecution>> executions(Run<?, ?> run) throws IOException {
        FlowExecutionOwner owner = ((FlowExecutionOwner.Executable) run).asFlowExecutionOwner();
        if (owner == null) {
            throw new IOException("it is no Pipeline");
        }
        return owner.get().getCurrentExecutions(true);
    }

    private static StoppedSteps in(
            Cookie cookie, ListenableFuture<List<StepExecution>> all, Predicate<StepExecution> which) {
        Map<StepExecution, FlowNode> steps = new HashMap<>();
        Map<StepExecution, Throwable> stopped = new HashMap<>();
        try {
            for (StepExecution step : all.get()) {
                if (which.test(step) && carries(cookie, step)) {
                    steps.put(step, step.getContext().get(FlowNode.class));
                    DurableStep.of(step)
                            .flatMap(DurableStep::causeOfStoppage)
                            .ifPresent(cause -> stopped.put(step, cause));
                }
            }
        } catch (IOException | ExecutionException e) {
            LOGGER.log(Level.FINE, "A step has ended meanwhile", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new StoppedSteps(steps, stopped);
    }

    private static boolean carries(Cookie cookie, StepExecution step) throws IOException, InterruptedException {
        EnvironmentExpander expander = step.getContext().get(EnvironmentExpander.class);
        EnvVars environment = new EnvVars();
        if (expander != null) {
            expander.expand(environment);
        }
        return environment.entrySet().containsAll(cookie.asVariables().entrySet());
    }

    /** The known causes of the stops. One interruption of a build is one object for all of its steps. */
    public List<Throwable> causes() {
        return stopped.values().stream().distinct().toList();
    }

    /** The causes of the steps' interruptions; empty if they are not known. */
    public List<CauseOfInterruption> interruptions() {
        return causes().stream()
                .filter(FlowInterruptedException.class::isInstance)
                .flatMap(cause -> ((FlowInterruptedException) cause).getCauses().stream())
                .distinct()
                .toList();
    }

    /** The causes of the stops, by the ids of the steps' flow nodes. */
    public Map<String, Throwable> causesByNode() {
        return stopped.entrySet().stream()
                .collect(
                        Collectors.toMap(entry -> steps.get(entry.getKey()).getId(), Map.Entry::getValue, (a, b) -> a));
    }

    /** Completes when all have ended, or when those that go on would have shown by now what was to be shown. */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(steps.values().stream().map(StepEnds::of).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LONGEST_POLL.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether none of them will be ended by force before that time is over. */
    public boolean waitFor(Duration time) {
        List<Boolean> each = durable().stream().map(step -> step.waitsFor(time)).toList(); // each is asked
        return !each.contains(false);
    }

    /** Has those that were stopped and still run be ended by force after that time. */
    void endIn(Duration time) {
        durable().forEach(step -> step.endsIn(time));
    }

    private List<DurableStep> durable() {
        return steps.keySet().stream()
                .map(DurableStep::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether any is in a {@code timeout} block. */
    public boolean underTimeout() {
        return steps.values().stream().anyMatch(GraceDeadline::isAround);
    }

    /** Where one of them on that node runs its commands; empty if that is not known. */
    Optional<LaunchSite> place(String node) {
        return steps.keySet().stream()
                .map(step -> place(node, step.getContext()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LaunchSite> place(String node, StepContext step) {
        try {
            FilePath directory = step.get(FilePath.class);
            EnvVars environment = step.get(EnvVars.class);
            Computer computer = directory == null ? null : directory.toComputer();
            if (environment != null && computer != null && computer.getName().equals(node)) {
                return Optional.of(new LaunchSite(Util.mapToEnv(environment), directory));
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A step has ended meanwhile", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** The logs of those that durable-task may end by force, followed to that log. */
    List<DetachedStepLog> logs(DetachedStepLogs logs, Supplier<BlockLog> log) throws IOException, InterruptedException {
        List<DetachedStepLog> cut = new ArrayList<>();
        for (Map.Entry<StepExecution, FlowNode> step : steps.entrySet()) {
            Optional<DurableStep> durable = DurableStep.of(step.getKey());
            if (durable.isPresent()) {
                DetachedStepLog.of(durable.get(), StepEnds.of(step.getValue()), log, logs)
                        .ifPresent(cut::add);
            }
        }
        return cut;
    }
}
