package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.docker.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What else of a Pipeline runs beside a block, read from the graph of its steps. */
final class FlowSurroundings {

    private static final Logger LOGGER = Logger.getLogger(FlowSurroundings.class.getName());

    /** Where the graph can't be read: nothing is known to be the block's own. */
    private static final Surroundings NOT_KNOWN = new Surroundings(Instant.parse("9999-12-31T00:00:00Z"), false, false);

    private final FlowNode block;
    private final List<FlowNode> others;

    private FlowSurroundings(FlowNode block, FlowExecution execution) {
        this.block = block;
        this.others = execution.getCurrentHeads().stream().filter(this::isOther).toList();
    }

    /**
     * Those of a block.
     *
     * @param step the id of its flow node
     */
    static Surroundings of(Run<?, ?> run, String step) {
        try {
            FlowExecutionOwner owner =
                    run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
            FlowExecution execution = owner == null ? null : owner.get();
            FlowNode block = execution == null ? null : execution.getNode(step);
            boolean isKnown = block != null && TimingAction.getStartTime(block) > 0;
            return !isKnown ? NOT_KNOWN : new FlowSurroundings(block, execution).surroundings();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The graph of " + run + " can't be read");
            return NOT_KNOWN;
        }
    }

    private Surroundings surroundings() {
        String allocation = workspace();
        return new Surroundings(
                Instant.ofEpochMilli(TimingAction.getStartTime(block)),
                others.isEmpty(),
                allocation == null
                        || others.stream()
                                .noneMatch(head -> head.getAllEnclosingIds().contains(allocation)));
    }

    /** Neither within the block, nor what the block stands in, nor a branch that has come to its end. */
    private boolean isOther(FlowNode head) {
        boolean isOurs = head.equals(block) || head.getAllEnclosingIds().contains(block.getId());
        boolean isAround = block.getAllEnclosingIds().contains(head.getId());
        return !isOurs && !isAround && !isEndOfBranch(head) && !isEndOf(head);
    }

    private boolean isEndOf(FlowNode head) {
        return head instanceof BlockEndNode<?> end && end.getStartNode().equals(block);
    }

    private static boolean isEndOfBranch(FlowNode head) {
        return head instanceof BlockEndNode<?> end
                && end.getStartNode().getPersistentAction(ThreadNameAction.class) != null;
    }

    /** The step around the block that gives it its workspace; null if steps within the block do. */
    @CheckForNull
    private String workspace() {
        for (BlockStartNode around : block.iterateEnclosingBlocks()) {
            if (around.getPersistentAction(WorkspaceAction.class) != null) {
                return around.getId();
            }
        }
        return null;
    }
}
