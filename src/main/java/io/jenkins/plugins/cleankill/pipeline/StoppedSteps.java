package io.jenkins.plugins.cleankill.pipeline;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
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
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The innermost steps of a block that run when it is stopped. */
final class StoppedSteps {

    private static final Logger LOGGER = Logger.getLogger(StoppedSteps.class.getName());

    /** durable-task looks for new output after a quarter of a second, and of a quiet command every 15 s. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(16);

    /** The thread that runs the Pipeline may be busy: nobody's end waits for it. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Map<StepExecution, FlowNode> steps;

    private StoppedSteps(Map<StepExecution, FlowNode> steps) {
        this.steps = Map.copyOf(steps);
    }

    /** Those of the block with that mark; completes soon, also if they can't be known: then there are none. */
    static CompletableFuture<StoppedSteps> of(Run<?, ?> run, Cookie mark) {
        CompletableFuture<StoppedSteps> found = new CompletableFuture<>();
        try {
            ListenableFuture<List<StepExecution>> all = executions(run);
            all.addListener(() -> found.complete(in(mark, all)), Computer.threadPoolForRemoting);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The steps of " + run + " can't be listed", e);
            found.complete(new StoppedSteps(Map.of()));
        }
        return found.completeOnTimeout(new StoppedSteps(Map.of()), SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static ListenableFuture<List<StepExecution>> executions(Run<?, ?> run) throws IOException {
        FlowExecutionOwner owner = ((FlowExecutionOwner.Executable) run).asFlowExecutionOwner();
        if (owner == null) {
            throw new IOException("it is no Pipeline");
        }
        return owner.get().getCurrentExecutions(true);
    }

    private static StoppedSteps in(Cookie mark, ListenableFuture<List<StepExecution>> all) {
        Map<StepExecution, FlowNode> steps = new HashMap<>();
        try {
            for (StepExecution step : all.get()) {
                if (carries(mark, step)) {
                    steps.put(step, step.getContext().get(FlowNode.class));
                }
            }
        } catch (IOException | ExecutionException e) {
            LOGGER.log(Level.FINE, "A step has ended meanwhile", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new StoppedSteps(steps);
    }

    private static boolean carries(Cookie mark, StepExecution step) throws IOException, InterruptedException {
        EnvironmentExpander expander = step.getContext().get(EnvironmentExpander.class);
        EnvVars environment = new EnvVars();
        if (expander != null) {
            expander.expand(environment);
        }
        return environment.entrySet().containsAll(mark.asVariables().entrySet());
    }

    /** Completes when all have ended, or when those that go on would have shown by now what was to be shown. */
    CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(steps.values().stream().map(StepEnds::of).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LONGEST_POLL.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whether any is in a {@code timeout} block. */
    boolean underTimeout() {
        return steps.values().stream().anyMatch(TimeoutGrace::isAround);
    }

    /** Where one of them on that node runs its commands; empty if that is not known. */
    Optional<LastLaunch> place(String node) {
        return steps.keySet().stream()
                .map(step -> place(node, step.getContext()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LastLaunch> place(String node, StepContext step) {
        try {
            FilePath directory = step.get(FilePath.class);
            EnvVars environment = step.get(EnvVars.class);
            Computer computer = directory == null ? null : directory.toComputer();
            if (environment != null && computer != null && computer.getName().equals(node)) {
                return Optional.of(new LastLaunch(Util.mapToEnv(environment), directory));
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A step has ended meanwhile", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** The logs of those that durable-task may end by force. */
    List<CutLog> logs(Supplier<BlockLog> log) throws IOException, InterruptedException {
        List<CutLog> logs = new ArrayList<>();
        for (Map.Entry<StepExecution, FlowNode> step : steps.entrySet()) {
            CutLog.of(step.getKey(), StepEnds.of(step.getValue()), log.get()).ifPresent(logs::add);
        }
        return logs;
    }
}
