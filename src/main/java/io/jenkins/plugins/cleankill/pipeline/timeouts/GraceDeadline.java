package io.jenkins.plugins.cleankill.pipeline.timeouts;

import hudson.Main;
import hudson.model.Computer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * The grace period of {@code timeout}: an expired timeout stops its innermost steps, waits, and then ends by force
 * those that are innermost at that moment. If that is a block which waits for its processes, the step behind it would
 * meet them.
 */
public final class GraceDeadline {

    /** {@code GRACE_PERIOD} of {@code TimeoutStepExecution}, which is private. */
    public static final Duration LENGTH = Duration.ofSeconds(Main.isUnitTest ? 5 : TimeoutStepGrace.SECONDS);

    /** The time that SIGKILL and the verification may take. */
    private static final Duration TO_KILL = Duration.ofSeconds(2);

    private final AtomicBoolean begun = new AtomicBoolean();

    /** Steps were stopped, as only a {@code timeout} may have done: shortly before the force, the action runs. */
    public void begin(Runnable beforeTheForce) {
        if (begun.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(
                            LENGTH.minus(TO_KILL).toMillis(), TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting)
                    .execute(beforeTheForce);
        }
    }

    /** Whether an end that takes so long may come after the force. */
    public static boolean isShorterThan(Duration windows) {
        return windows.plus(TO_KILL).compareTo(LENGTH) > 0;
    }

    /** Whether a {@code timeout} block is around that step. */
    public static boolean isAround(FlowNode step) {
        return step.getEnclosingBlocks().stream().anyMatch(GraceDeadline::isTimeout);
    }

    private static boolean isTimeout(BlockStartNode block) {
        StepDescriptor descriptor = block instanceof StepNode step ? step.getDescriptor() : null;
        return descriptor != null && descriptor.getFunctionName().equals("timeout");
    }

    /** Whether a {@code timeout} has ended it. */
    public static boolean hasEnded(Throwable failure) {
        return failure instanceof FlowInterruptedException interruption && isAmong(interruption.getCauses());
    }

    /** Whether a {@code timeout} is among what stopped a step. */
    public static boolean isAmong(List<CauseOfInterruption> causes) {
        return causes.stream()
                .anyMatch(cause -> cause.getClass().getSimpleName().equals("ExceededTimeout"));
    }
}
