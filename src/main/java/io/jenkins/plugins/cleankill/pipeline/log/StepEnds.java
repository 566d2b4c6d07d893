package io.jenkins.plugins.cleankill.pipeline.log;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Tells when a step has ended: the Pipeline has gone on to another one, or its build is over. */
@Extension(optional = true)
public final class StepEnds implements GraphListener.Synchronous {

    private static final Logger LOGGER = Logger.getLogger(StepEnds.class.getName());
    private static final Map<FlowNode, CompletableFuture<Void>> AWAITED = new ConcurrentHashMap<>();

    /** Completes when this innermost step has ended, at once if it has. */
    static CompletableFuture<Void> of(FlowNode step) {
        CompletableFuture<Void> end = AWAITED.computeIfAbsent(step, node -> new CompletableFuture<>());
        if (!step.getExecution().isCurrentHead(step) || isKilled(step)) {
            ended(step);
        }
        return end;
    }

    /** A build that was killed the hard way keeps its heads. */
    private static boolean isKilled(FlowNode step) {
        try {
            return step.getExecution().getOwner().getExecutable() instanceof Run<?, ?> run && !run.isBuilding();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The build of a step is gone", e);
            return true;
        }
    }

    @Override
    public void onNewHead(FlowNode node) {
        if (!AWAITED.isEmpty()) {
            node.getParents().forEach(StepEnds::ended);
        }
    }

    private static void ended(FlowNode step) {
        CompletableFuture<Void> end = AWAITED.remove(step);
        if (end != null) {
            // Not in this thread: it runs the Pipeline
            end.completeAsync(() -> null, Computer.threadPoolForRemoting);
        }
    }

    /** How many steps are waited for. */
    public static int awaited() {
        return AWAITED.size();
    }

    /** A build that was killed the hard way does not go on to another step. */
    @Extension(optional = true)
    public static final class BuildEnds extends RunListener<Run<?, ?>> {

        @Override
        public void onFinalized(Run<?, ?> run) {
            Set.copyOf(AWAITED.keySet()).stream()
                    .filter(step -> isOf(step, run))
                    .forEach(StepEnds::ended);
        }

        private static boolean isOf(FlowNode step, Run<?, ?> run) {
            try {
                return run.equals(step.getExecution().getOwner().getExecutable());
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The build of a step is gone", e);
                return true;
            }
        }
    }
}
