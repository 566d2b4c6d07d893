package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import hudson.model.Computer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** Tells when a step has ended: the Pipeline has gone on to another one. */
@Extension(optional = true)
public final class StepEnds implements GraphListener.Synchronous {

    private static final Map<FlowNode, CompletableFuture<Void>> AWAITED = new ConcurrentHashMap<>();

    /** Completes when this innermost step has ended, at once if it has. */
    static CompletableFuture<Void> of(FlowNode step) {
        CompletableFuture<Void> end = AWAITED.computeIfAbsent(step, node -> new CompletableFuture<>());
        if (!step.getExecution().isCurrentHead(step)) {
            ended(step);
        }
        return end;
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
}
