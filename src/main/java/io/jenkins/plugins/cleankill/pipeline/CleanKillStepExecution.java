package io.jenkins.plugins.cleankill.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.LauncherDecorator;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.time.Duration;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs the block's body, and ends only when every process of the block has: what follows the block meets a quiet
 * machine.
 */
final class CleanKillStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** An agent that is lost may be back soon, or was lost because the controller stops, which we shall know soon. */
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A controller that has restarted ends what can't be resumed at once, before its agents are back. */
    private static final Duration AFTER_A_RESTART = Duration.ofMinutes(2);

    private static final String LEFT_OVER = "Processes of the block were still running at its end";

    private final ResolvedSettings effective;
    private final BlockState state = new BlockState();
    private Cookie mark;
    private volatile BodyResult ending;
    private transient Block block;
    private volatile boolean resumed;
    private boolean interruptedBefore;

    CleanKillStepExecution(StepContext context, CleanKillStep step) {
        super(context);
        this.effective = CleanKillConfiguration.get().resolve(step.fields(), Source.STEP);
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        mark = Cookie.within(getContext().get(EnvVars.class));
        register();
        getContext()
                .newBodyInvoker()
                .withContexts(
                        mark,
                        BlockLauncherDecorator.of(mark, getContext().get(LauncherDecorator.class)),
                        EnvironmentExpander.merge(
                                getContext().get(EnvironmentExpander.class),
                                new BlockEnvironment(
                                        mark,
                                        Origins.of(getContext().get(Run.class)).asVariables(effective.settings()))))
                .withCallback(new Callback(this))
                .start();
        return false;
    }

    /** After a restart of the controller: the body goes on by itself; what was to come after it, we begin again. */
    @Override
    public void onResume() {
        try {
            register();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
            return;
        }
        resumed = true;
        interruptedBefore = state.isInterrupted();
        state.nodes().forEach(block::takeUp);
        if (ending != null) {
            finish();
        }
    }

    /** The body has ended, or it would have been stopped in our place: somebody is tired of waiting for the processes. */
    @Override
    public void stop(Throwable cause) {
        if (block != null) {
            block.killNow();
        }
    }

    private void register() throws IOException, InterruptedException {
        BlockContext known = new BlockContext(
                getContext().get(Run.class),
                mark,
                BlockPart.of(getContext().get(FlowNode.class)),
                effective,
                TimeoutGrace.isAround(getContext().get(FlowNode.class)),
                state,
                getContext()::saveState);
        block = new Block(known, getContext().get(TaskListener.class));
        Blocks.add(mark, block);
        RemoteTimeout.need(mark, effective.longest().plus(RemoteTimeout.MARGIN));
    }

    /**
     * {@code DurableTaskStep} forgets in a restart that it was stopped: it tells the exit code, where otherwise it tells
     * who stopped it.
     */
    private Throwable asInterrupted(Throwable failure) {
        if (!interruptedBefore || failure instanceof FlowInterruptedException) {
            return failure;
        }
        FlowInterruptedException interruption =
                new FlowInterruptedException(Result.ABORTED, state.causes().toArray(CauseOfInterruption[]::new));
        interruption.addSuppressed(failure);
        return interruption;
    }

    private void bodyEnded(BodyResult result) {
        ending = result;
        getContext().saveState();
        finish();
    }

    private void finish() {
        block.connected(resumed ? AFTER_A_RESTART : SOON).thenRun(this::sweepAndComplete);
    }

    private void sweepAndComplete() {
        if (isStopping()) {
            return;
        }
        if (TimeoutGrace.hasEnded(ending.failure())) {
            block.stoppedByTimeout();
        }
        block.allOver().thenCompose(done -> block.sweep()).whenComplete((anyLeft, failure) -> {
            if (isStopping()) {
                return;
            }
            Blocks.remove(mark);
            RemoteTimeout.release(mark);
            if (failure == null) {
                complete(anyLeft);
            } else {
                ending.complete(getContext());
            }
        });
    }

    /**
     * A controller that stops loses its agents first, and steps that wait for one fail: their processes can't be looked
     * for before the next start.
     */
    private boolean isStopping() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        // One of before a restart is not registered any more
        boolean registered = Blocks.find(mark).filter(known -> known == block).isPresent();
        return !registered || jenkins == null || jenkins.isTerminating();
    }

    private void complete(boolean anyLeft) {
        LeftoverPolicy policy = effective.settings().leftovers();
        if (anyLeft && policy == LeftoverPolicy.UNSTABLE) {
            setUnstable();
        }
        if (anyLeft && policy == LeftoverPolicy.FAIL && ending.isSuccess()) {
            getContext().onFailure(new AbortException(LEFT_OVER));
        } else {
            ending.complete(getContext());
        }
    }

    private void setUnstable() {
        try {
            getContext().get(Run.class).setResult(Result.UNSTABLE);
            getContext()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(LEFT_OVER));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    /** Hears of the body's end. */
    private static final class Callback extends BodyExecutionCallback {

        private static final long serialVersionUID = 1L;

        private final CleanKillStepExecution execution;

        Callback(CleanKillStepExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.bodyEnded(BodyResult.success(result));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.bodyEnded(BodyResult.failure(execution.asInterrupted(failure)));
        }
    }
}
