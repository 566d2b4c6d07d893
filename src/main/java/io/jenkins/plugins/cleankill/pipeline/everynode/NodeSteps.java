package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.model.Run;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** {@code node} steps in the graph of a Pipeline. */
final class NodeSteps {

    private NodeSteps() {}

    /**
     * The key of a step, if it is a {@code node}.
     *
     * @param inTheSame any flow node of its build
     */
    static NodeKey key(FlowNode inTheSame, String step) {
        return new NodeKey(inTheSame.getExecution(), step);
    }

    /** Whether a build that is over has lost its Pipeline before the Pipeline came to its end. */
    static boolean isKilledHard(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        return owner != null && owner.getOrNull() == null;
    }

    /** The innermost block that the flow node is in. */
    static Optional<NodeBlock> around(FlowNode inner) {
        for (BlockStartNode start : inner.iterateEnclosingBlocks()) {
            Optional<NodeBlock> block = NodeBlocks.find(key(inner, start.getId()));
            if (block.isPresent()) {
                return block;
            }
        }
        return Optional.empty();
    }
}
