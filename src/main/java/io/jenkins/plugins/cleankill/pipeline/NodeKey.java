package io.jenkins.plugins.cleankill.pipeline;

import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * Names one {@code node} step of one build, also after a restart of the controller.
 *
 * @param build the build's external id
 * @param step the id of the step's first flow node
 */
record NodeKey(String build, String step) {

    static NodeKey of(Run<?, ?> run, String step) {
        return new NodeKey(run.getExternalizableId(), step);
    }

    /** @throws IOException if the flow node's build can't be found */
    static String buildOf(FlowNode node) throws IOException {
        return node.getExecution().getOwner().getExecutable() instanceof Run<?, ?> run ? run.getExternalizableId() : "";
    }
}
