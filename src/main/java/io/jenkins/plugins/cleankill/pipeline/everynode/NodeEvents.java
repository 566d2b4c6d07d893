package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.pipeline.block.PipelineLocation;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.flow.StepListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStep;

/** The events of a {@link NodeBlock}: {@code node} begins, its body ends, the controller restarts, the build ends. */
final class NodeEvents {

    private static final Logger LOGGER = Logger.getLogger(NodeEvents.class.getName());

    private NodeEvents() {}

    /** A {@code node} begins: if no block of the user's own is around it, it gets one. */
    @Extension(optional = true)
    public static final class Begins implements StepListener {

        @Override
        public void notifyOfNewStep(Step step, StepContext context) {
            if (!(step instanceof ExecutorStep) || !CleanKillConfiguration.get().isEveryBuild()) {
                return;
            }
            try {
                if (context.get(Cookie.class) == null) {
                    FlowNode node = context.get(FlowNode.class);
                    NodeBlocks.begin(
                            NodeSteps.key(node, node.getId()),
                            context.get(Run.class),
                            node.getExecution().getOwner().getListener(),
                            PipelineLocation.of(node));
                }
            } catch (IOException | InterruptedException e) {
                LOGGER.log(Level.WARNING, "A node of a Pipeline is left to Jenkins' own killing", e);
            }
        }
    }

    /** Its body ends. The listener is called before the workspace and the executor are released, and must not block. */
    @Extension(optional = true)
    public static final class Ends implements GraphListener.Synchronous {

        @Override
        public void onNewHead(FlowNode head) {
            if (NodeBlocks.isEmpty() || !(head instanceof BlockEndNode<?> end)) {
                return;
            }
            BlockStartNode start = end.getStartNode();
            end(NodeSteps.key(end, start.getId()));
            for (String parent : start.getParentIds()) {
                end(NodeSteps.key(end, parent));
            }
        }

        private static void end(NodeKey key) {
            NodeBlocks.find(key).ifPresent(NodeBlock::end);
        }
    }

    /** The controller has restarted. */
    @Extension(optional = true)
    public static final class Resumes extends FlowExecutionListener {

        @Override
        public void onResumed(FlowExecution execution) {
            FlowExecutionOwner owner = execution.getOwner();
            try {
                if (owner.getExecutable() instanceof Run<?, ?> run) {
                    NodeBlocks.resume(execution, run, owner.getListener());
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The nodes of a Pipeline are left to Jenkins' own killing", e);
            }
        }
    }

    /**
     * The build ends: a sweep that still runs has its log as long as it needs it. Its result counts, hence the ordinal:
     * a listener that is asked later may publish it. Where the build was killed the hard way, the request that did it
     * must not wait.
     */
    @Extension(ordinal = Double.MAX_VALUE)
    public static final class BuildEnds extends RunListener<Run<?, ?>> {

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            List<NodeBlock> blocks = NodeBlocks.all().stream()
                    .filter(block -> block.belongsTo(run))
                    .toList();
            if (!blocks.isEmpty() && NodeSteps.isKilledHard(run)) {
                blocks.forEach(NodeBlock::abandon);
            } else {
                blocks.forEach(NodeBlock::awaitEnd);
            }
        }
    }
}
