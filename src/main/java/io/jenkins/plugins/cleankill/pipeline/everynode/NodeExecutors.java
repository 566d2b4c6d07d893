package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.Extension;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.PlaceholderTask;

/** The executor's side of a {@link NodeBlock}: Jenkins' own sweep is replaced, and the next one to come waits for ours. */
final class NodeExecutors {

    private static final Logger LOGGER = Logger.getLogger(NodeExecutors.class.getName());

    private NodeExecutors() {}

    /** A {@code node} step keeps a launcher, for the one call that sweeps its end. */
    @Extension(optional = true)
    public static final class Sweepers extends LauncherDecorator {

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            Executor executor = Executor.currentExecutor();
            if (NodeBlocks.isEmpty() || executor == null) {
                return launcher;
            }
            Queue.Executable executable = executor.getCurrentExecutable();
            return executable == null || !(executable.getParent() instanceof PlaceholderTask task)
                    ? launcher
                    : block(task)
                            .map(block -> (Launcher) new Sweeper(launcher, block))
                            .orElse(launcher);
        }

        private static Optional<NodeBlock> block(PlaceholderTask task) {
            try {
                FlowNode node = task.getNode();
                return node == null ? Optional.empty() : NodeBlocks.find(NodeSteps.key(node, node.getId()));
            } catch (IOException | InterruptedException e) {
                LOGGER.log(Level.WARNING, "The end of a node is left to Jenkins' own sweep", e);
                return Optional.empty();
            }
        }
    }

    /** Jenkins' sweep comes only where ours has failed: it would not know what is to be kept. */
    private static final class Sweeper extends Launcher.DecoratedLauncher {

        private final NodeBlock block;

        Sweeper(Launcher inner, NodeBlock block) {
            super(inner);
            this.block = block;
        }

        @Override
        public Proc launch(ProcStarter starter) throws IOException {
            return getInner().launch(starter);
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
            if (!block.awaitEnd()) {
                getInner().kill(modelEnvVars);
            }
        }
    }

    /** A {@code node} of the same job would meet, in its workspace, the leftovers of the last one. */
    @Extension
    public static final class Turns extends QueueTaskDispatcher {

        @Override
        public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
            return NodeBlocks.ending(item.task.getOwnerTask(), node.getNodeName())
                    .map(block -> CauseOfBlockage.fromMessage(
                            Messages._NodeExecutors_ending(block.run().getFullDisplayName())))
                    .orElse(null);
        }
    }
}
