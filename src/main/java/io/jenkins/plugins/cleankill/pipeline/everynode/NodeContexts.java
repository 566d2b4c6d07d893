package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Gives every step in a {@link NodeBlock} the block's launcher and environment, unless a block of the user's own does. */
final class NodeContexts {

    private NodeContexts() {}

    private static Optional<NodeBlock> block(DynamicContext.DelegatedContext context)
            throws IOException, InterruptedException {
        if (NodeBlocks.isEmpty()) {
            return Optional.empty();
        }
        FlowNode node = context.get(FlowNode.class);
        return node == null || context.get(Cookie.class) != null ? Optional.empty() : NodeSteps.around(node);
    }

    /**
     * The launchers, to which steps' own decorators are added. A decorator of ours would be merged with those, and saved with
     * the Pipeline: a launcher is not.
     */
    @Extension(optional = true)
    public static final class Launchers extends DynamicContext.Typed<Launcher> {

        @Override
        protected Class<Launcher> type() {
            return Launcher.class;
        }

        @Override
        protected Launcher get(DelegatedContext context) throws IOException, InterruptedException {
            NodeBlock block = block(context).orElse(null);
            Node node = block == null ? null : context.get(Node.class);
            return node == null
                    ? null
                    : block.launchers().decorate(node.createLauncher(context.get(TaskListener.class)), node);
        }
    }

    /** The environments; steps merge and save them as a map, which this plugin need not be there to read. */
    @Extension(optional = true)
    public static final class Environments extends DynamicContext.Typed<EnvironmentExpander> {

        @Override
        protected Class<EnvironmentExpander> type() {
            return EnvironmentExpander.class;
        }

        @Override
        protected EnvironmentExpander get(DelegatedContext context) throws IOException, InterruptedException {
            NodeBlock block = block(context).orElse(null);
            return block == null
                    ? null
                    : EnvironmentExpander.merge(
                            context.get(EnvironmentExpander.class), EnvironmentExpander.constant(block.variables()));
        }
    }
}
