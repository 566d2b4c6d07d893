package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.controller.Interruption;
import io.jenkins.plugins.cleankill.controller.LeftoverResult;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.pipeline.block.Block;
import io.jenkins.plugins.cleankill.pipeline.block.BlockContext;
import io.jenkins.plugins.cleankill.pipeline.block.BlockLauncherDecorator;
import io.jenkins.plugins.cleankill.pipeline.block.BlockState;
import io.jenkins.plugins.cleankill.pipeline.block.Blocks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The block that "use for every build" puts around the body of a {@code node} step. The body's end can't be held: the
 * sweep begins with it, and until it is over no other {@code node} of the same job begins on that machine, and the build
 * does not end.
 */
final class NodeBlock {

    private static final Logger LOGGER = Logger.getLogger(NodeBlock.class.getName());
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final NodeKey key;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final ResolvedSettings effective;
    private final Cookie mark;
    private final BlockState state = new BlockState();
    private final Block block;
    private final BlockLauncherDecorator launchers;
    private boolean closed;
    private CompletableFuture<Boolean> over;

    /**
     * @param saved what is known of it: of a new one its cookie, after a restart the same as before
     * @param part where in the Pipeline the step is
     * @param listener the build's own log: that of a step closes with it
     */
    NodeBlock(
            NodeKey key,
            NodeBlockFiles.Saved saved,
            String part,
            Run<?, ?> run,
            TaskListener listener,
            ResolvedSettings effective) {
        this.key = key;
        this.run = run;
        this.listener = listener;
        this.effective = effective;
        this.mark = saved.cookie();
        this.launchers = BlockLauncherDecorator.of(mark, null);
        saved.restore(state);
        // Whoever forces its body to end does not end it: the sweep comes all the same
        boolean underTimeout = false;
        Object before = Interruption.latest(run);
        this.block = new Block(
                new BlockContext(run, mark, part, effective, underTimeout, before, state, this::save), listener);
    }

    /** Makes it known to the launchers of its steps. */
    void open() {
        Blocks.add(mark, block);
    }

    /** Many threads change the state: the last to write must have seen it last. Changes after the end are not kept. */
    private void save() {
        synchronized (state) {
            if (!closed) {
                NodeBlockFiles.of(run).write(key.step(), NodeBlockFiles.Saved.of(mark, state));
            }
        }
    }

    BlockLauncherDecorator launchers() {
        return launchers;
    }

    /**
     * What the commands within find in their environment. The node's own cookie stays: Jenkins' sweep at the end of {@code
     * node} is replaced where it begins, and comes back if this plugin goes.
     */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Origins.of(run).asVariables(effective.settings()));
        variables.putAll(mark.asVariables());
        return variables;
    }

    boolean belongsTo(Run<?, ?> other) {
        return run.equals(other);
    }

    /** Whether any command of it was launched there. It is asked under the queue's lock. */
    boolean hasUsed(String node) {
        return state.nodes().contains(node);
    }

    Run<?, ?> run() {
        return run;
    }

    /** The most that its end may take. */
    Duration longest() {
        return effective.longest().plus(MARGIN);
    }

    /**
     * The body has ended. It returns at once; the answer is whether all went well, and never fails. There is none if the
     * controller stops: the next start ends what is left.
     */
    CompletableFuture<Boolean> end() {
        return end(block::end);
    }

    /** The build was killed the hard way: its log is closed, and nothing of it waits. The answer is the same. */
    CompletableFuture<Boolean> abandon() {
        return end(block::abandon);
    }

    /** Whether the controller stops: its end comes after the next start. */
    boolean isStopping() {
        return !isOver() && block.isStopping();
    }

    private synchronized boolean isOver() {
        return over != null && over.isDone();
    }

    private synchronized CompletableFuture<Boolean> end(Supplier<CompletableFuture<Boolean>> sweep) {
        if (over == null) {
            NodeBlocks.ending(key, this);
            over = sweep.get().handle(this::close);
        }
        return over;
    }

    private boolean close(Boolean anyLeft, Throwable failure) {
        Blocks.remove(mark);
        synchronized (state) {
            closed = true;
            NodeBlockFiles.of(run).delete(key.step());
        }
        if (failure != null) {
            LOGGER.log(Level.WARNING, failure, () -> "The end of a node of " + run + " could not be swept");
        } else if (anyLeft) {
            setResult();
        }
        NodeBlocks.remove(key);
        return failure == null;
    }

    private void setResult() {
        LeftoverResult.of(effective.settings().leftovers()).ifPresent(result -> {
            listener.getLogger().println(LogLines.line("Processes were still running at the end of the node"));
            run.setResult(result);
        });
    }
}
