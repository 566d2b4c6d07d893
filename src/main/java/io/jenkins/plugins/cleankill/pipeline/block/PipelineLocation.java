package io.jenkins.plugins.cleankill.pipeline.block;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The part of a Pipeline build that a block stands in: {@code stage Deploy, branch linux}. */
public final class PipelineLocation {

    private PipelineLocation() {}

    /** From the outside in; empty if the block stands in no stage and no branch. */
    public static String of(FlowNode block) {
        Deque<String> parts = new ArrayDeque<>();
        String inner = "";
        for (BlockStartNode enclosing : block.iterateEnclosingBlocks()) {
            String name = name(enclosing);
            // Declarative: a parallel stage is a branch with a stage of the same name in it.
            if (name != null && !name.equals("branch " + inner)) {
                parts.addFirst(name);
            }
            inner = name != null && name.startsWith("stage ") ? name.substring("stage ".length()) : inner;
        }
        return String.join(", ", parts);
    }

    private static String name(FlowNode node) {
        ThreadNameAction branch = node.getPersistentAction(ThreadNameAction.class);
        if (branch != null) {
            return "branch " + branch.getThreadName();
        }
        LabelAction stage = node.getPersistentAction(LabelAction.class);
        return stage == null ? null : "stage " + stage.getDisplayName();
    }
}
