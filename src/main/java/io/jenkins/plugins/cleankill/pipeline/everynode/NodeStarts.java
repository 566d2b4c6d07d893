package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.Extension;
import hudson.model.Executor;
import hudson.model.ExecutorListener;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.deadbuilds.RemainsNotice;
import io.jenkins.plugins.cleankill.pipeline.block.Blocks;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution.PlaceholderTask;

/**
 * A {@code node} of a build that has a block of ours gets its executor: before its body begins, the build hears of what dead
 * builds have left on the machine. Listeners with a higher ordinal have begun the search.
 */
@Extension(optional = true, ordinal = -1)
public final class NodeStarts implements ExecutorListener {

    private static final Logger LOGGER = Logger.getLogger(NodeStarts.class.getName());

    @Override
    public void taskStarted(Executor executor, Queue.Task task) {
        if (!(task instanceof PlaceholderTask node)) {
            return;
        }
        try {
            Run<?, ?> run = node.run();
            FlowExecutionOwner owner =
                    run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
            if (owner != null && Blocks.anyOf(run)) {
                RemainsNotice.printAndAwait(executor, owner.getListener().getLogger());
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A build has no log to tell what was left behind", e);
        }
    }
}
