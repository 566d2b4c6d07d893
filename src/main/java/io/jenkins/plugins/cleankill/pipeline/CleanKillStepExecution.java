package io.jenkins.plugins.cleankill.pipeline;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.LauncherDecorator;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.controller.Interruption;
import io.jenkins.plugins.cleankill.controller.LeftoverResult;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.RemainsNotice;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.pipeline.block.Block;
import io.jenkins.plugins.cleankill.pipeline.block.BlockContext;
import io.jenkins.plugins.cleankill.pipeline.block.BlockLauncherDecorator;
import io.jenkins.plugins.cleankill.pipeline.block.BlockState;
import io.jenkins.plugins.cleankill.pipeline.block.Blocks;
import io.jenkins.plugins.cleankill.pipeline.block.PipelineLocation;
import io.jenkins.plugins.cleankill.pipeline.timeouts.GraceDeadline;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the block's body, and ends only when every process of the block has: the next step meets a quiet machine. */
final class CleanKillStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    /** A controller that has restarted ends what can't be resumed at once, before its agents are back. */
    static final Duration AFTER_A_RESTART = Duration.ofMinutes(2);

    private static final String LEFT_OVER = "Processes of the block were still running at its end";

    private final ResolvedSettings effective;
    private final BlockState state = new BlockState();
    private Cookie cookie;
    private volatile BodyResult ending;
    private volatile BodyExecution body;
    private transient Block block;
    private volatile boolean resumed;
    private volatile boolean stopped;

    CleanKillStepExecution(StepContext context, ResolvedSettings effective) {
        super(context);
        this.effective = effective;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        cookie = Cookie.within(getContext().get(EnvVars.class));
        register();
        RemainsNotice.print(
                        getContext().get(Executor.class),
                        getContext().get(TaskListener.class).getLogger())
                .whenComplete((told, failure) -> startBody());
        return false;
    }

    /** A block that was stopped while it waited for what dead builds have left has no body. */
    private synchronized void startBody() {
        if (stopped) {
            return;
        }
        try {
            begin();
        } catch (IOException | InterruptedException | RuntimeException e) {
            Blocks.remove(cookie);
            getContext().onFailure(e);
        }
    }

    private void begin() throws IOException, InterruptedException {
        body = getContext()
                .newBodyInvoker()
                .withContexts(
                        cookie,
                        BlockLauncherDecorator.of(cookie, getContext().get(LauncherDecorator.class)),
                        EnvironmentExpander.merge(
                                getContext().get(EnvironmentExpander.class),
                                new BlockEnvironment(
                                        cookie,
                                        Origins.of(getContext().get(Run.class)).asVariables(effective.settings()))))
                .withCallback(new Callback(this))
                .start();
    }

    /** After a restart of the controller: the body goes on by itself; the work after it is begun again. */
    @Override
    public void onResume() {
        try {
            register();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
            return;
        }
        resumed = true;
        block.remindSteps();
        state.nodes().forEach(block::takeUp);
        state.links().all().values().forEach(block::takeUp);
        if (ending != null) {
            if (ending.isLostInARestart()) {
                block.say("What this block's body returned can't be kept in a restart of the controller: it is null");
            }
            finish();
        } else if (body == null) {
            startBody();
        }
    }

    /**
     * While the body runs, the stop ends the body. When it has ended, the block waits: that wait is cut short, and the
     * block ends with that cause, for the steps behind it must not run.
     */
    @Override
    public void stop(Throwable cause) throws Exception {
        BodyResult known = ending;
        if (known == null) {
            stopBody(cause);
            return;
        }
        ending = known.interrupted(cause);
        getContext().saveState();
        if (block == null) {
            super.stop(cause); // it could not be resumed
        } else {
            block.killNow();
        }
    }

    private synchronized void stopBody(Throwable cause) throws Exception {
        stopped = body == null;
        if (stopped) {
            Blocks.remove(cookie);
        }
        if (stopped || !body.cancel(cause)) {
            super.stop(cause);
        }
    }

    @Override
    public String getStatus() {
        if (ending == null) {
            return body == null ? "waiting for the end of what dead builds have left" : "running its body";
        }
        String waitsFor = block == null ? "" : block.waitsFor();
        return waitsFor.isEmpty() ? "ending" : "its body has ended; waiting for " + waitsFor;
    }

    private void register() throws IOException, InterruptedException {
        BlockContext known = new BlockContext(
                getContext().get(Run.class),
                cookie,
                getContext().get(FlowNode.class).getId(),
                PipelineLocation.of(getContext().get(FlowNode.class)),
                effective,
                GraceDeadline.isAround(getContext().get(FlowNode.class)),
                Interruption.latest(getContext().get(Run.class)));
        block = new Block(known, state, getContext()::saveState, getContext().get(TaskListener.class));
        Blocks.add(cookie, block);
    }

    /**
     * {@code DurableTaskStep} forgets in a restart that it was stopped: it tells the exit code, where otherwise it
     * tells the cause of the stop. Other failures stay as they are.
     */
    private Throwable asStopped(Throwable failure) {
        if (!resumed || failure instanceof FlowInterruptedException || !state.anyStopped()) {
            return failure;
        }
        try {
            FlowNode origin = ErrorAction.findOrigin(
                    failure, getContext().get(FlowNode.class).getExecution());
            Optional<Throwable> cause = origin == null ? Optional.empty() : state.causeOf(origin.getId());
            cause.filter(known -> known != failure).ifPresent(known -> known.addSuppressed(failure));
            return cause.orElse(failure);
        } catch (IOException | InterruptedException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private void bodyEnded(BodyResult result) {
        ending = result;
        body = null; // it holds what the body returned, which may not be serializable
        getContext().saveState();
        finish();
    }

    private void finish() {
        block.connected(resumed ? AFTER_A_RESTART : Block.SOON).thenRun(this::sweepAndComplete);
    }

    private void sweepAndComplete() {
        if (block.isStopping()) {
            return;
        }
        if (GraceDeadline.hasEnded(ending.failure())) {
            block.stoppedByTimeout();
        }
        block.end().whenComplete((anyLeft, failure) -> {
            Blocks.remove(cookie);
            if (failure == null) {
                complete(anyLeft);
            } else {
                ending.complete(getContext());
            }
        });
    }

    private void complete(boolean anyLeft) {
        Optional<Result> result =
                anyLeft ? LeftoverResult.of(effective.settings().leftovers()) : Optional.empty();
        if (result.filter(Result.UNSTABLE::equals).isPresent()) {
            setUnstable();
        }
        if (result.filter(Result.FAILURE::equals).isPresent() && ending.isSuccess()) {
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
            execution.block.bodyFailed(failure);
            execution.bodyEnded(BodyResult.failure(execution.asStopped(failure)));
        }
    }
}
