package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import hudson.LauncherDecorator;
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

    /** The launchers. */
    @Extension(optional = true)
    public static final class Launchers extends DynamicContext.Typed<LauncherDecorator> {

        @Override
        protected Class<LauncherDecorator> type() {
            return LauncherDecorator.class;
        }

        @Override
        protected LauncherDecorator get(DelegatedContext context) throws IOException, InterruptedException {
            NodeBlock block = block(context).orElse(null);
            return block == null ? null : new NodeLaunchers(context.get(LauncherDecorator.class), block.launchers());
        }
    }

    /** The environments. */
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
                    : EnvironmentExpander.merge(context.get(EnvironmentExpander.class), block.environment());
        }
    }
}
