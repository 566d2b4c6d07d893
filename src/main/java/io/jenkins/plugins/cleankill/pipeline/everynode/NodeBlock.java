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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final String step;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final ResolvedSettings effective;
    private final Cookie cookie;
    private final BlockState state = new BlockState();
    private final Block block;
    private final BlockLauncherDecorator launchers;
    private final Runnable ending;
    private final Runnable afterwards;
    private boolean closed;
    private CompletableFuture<Boolean> over;

    /**
     * @param step the id of the step's flow node
     * @param saved the known state of it: of a new one its cookie, after a restart the same as before
     * @param part where in the Pipeline the step is
     * @param listener the build's own log: that of a step closes with it
     * @param ending runs when the body has ended and the sweep begins
     * @param afterwards runs when the sweep is over
     */
    NodeBlock(
            String step,
            NodeBlockFiles.Saved saved,
            String part,
            Run<?, ?> run,
            TaskListener listener,
            ResolvedSettings effective,
            Runnable ending,
            Runnable afterwards) {
        this.step = step;
        this.run = run;
        this.listener = listener;
        this.effective = effective;
        this.ending = ending;
        this.afterwards = afterwards;
        this.cookie = saved.cookie();
        this.launchers = BlockLauncherDecorator.of(cookie, null);
        saved.restore(state);
        // A body that is ended by force does not end the block: the sweep comes all the same
        boolean underTimeout = false;
        Object before = Interruption.latest(run);
        BlockContext known = new BlockContext(run, cookie, step, part, effective, underTimeout, before);
        this.block = new Block(known, state, this::save, listener);
    }

    /** Makes it known to the launchers of its steps. */
    void open() {
        Blocks.add(cookie, block);
    }

    /** Many threads change the state: the last writer must have seen it last. Changes after the end are not kept. */
    private void save() {
        synchronized (state) {
            if (!closed) {
                NodeBlockFiles.of(run).write(step, NodeBlockFiles.Saved.of(cookie, state));
            }
        }
    }

    BlockLauncherDecorator launchers() {
        return launchers;
    }

    /**
     * The variables in the environment of the commands within. The node's own cookie stays: Jenkins' sweep at the end
     * of {@code node} is replaced where it begins, and comes back if this plugin goes.
     */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(Origins.of(run).asVariables(effective.settings()));
        variables.putAll(cookie.asVariables());
        return variables;
    }

    boolean belongsTo(Run<?, ?> other) {
        return run.equals(other);
    }

    /** Whether any command of the block was launched on that node. The queue asks under its lock. */
    boolean hasUsed(String node) {
        return state.nodes().contains(node);
    }

    Run<?, ?> run() {
        return run;
    }

    /** The most that its end may take. */
    private Duration longest() {
        return effective.longestEnd().plus(MARGIN);
    }

    /**
     * The body has ended. The call returns at once; the answer is whether all went well, and never fails. There is no
     * answer if the controller stops: the next start ends the rest.
     */
    CompletableFuture<Boolean> end() {
        return end(block::end);
    }

    /** The build was killed the hard way: its log is closed, and nothing of it waits. The answer is the same. */
    CompletableFuture<Boolean> abandon() {
        return end(() -> {
            Blocks.remove(cookie);
            return block.abandon();
        });
    }

    /** Waits for the end: whether it has come, and well, in time, or will after the next start of a controller that stops. */
    boolean awaitEnd() {
        try {
            return end().get(longest().toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (isStopping()) {
                return true;
            }
            LOGGER.log(Level.WARNING, "The end of a node was not swept in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Whether the controller stops: its end comes after the next start. */
    private boolean isStopping() {
        return !isOver() && block.isStopping();
    }

    private synchronized boolean isOver() {
        return over != null && over.isDone();
    }

    private synchronized CompletableFuture<Boolean> end(Supplier<CompletableFuture<Boolean>> sweep) {
        if (over == null) {
            ending.run();
            over = sweep.get().handle(this::close);
        }
        return over;
    }

    private boolean close(Boolean anyLeft, Throwable failure) {
        Blocks.remove(cookie);
        synchronized (state) {
            closed = true;
            NodeBlockFiles.of(run).delete(step);
        }
        if (failure != null) {
            LOGGER.log(Level.WARNING, failure, () -> "The end of a node of " + run + " could not be swept");
        } else if (anyLeft) {
            setResult();
        }
        afterwards.run();
        return failure == null;
    }

    private void setResult() {
        LeftoverResult.of(effective.settings().leftovers()).ifPresent(result -> {
            listener.getLogger().println(LogLines.line("Processes were still running at the end of the node"));
            run.setResult(result);
        });
    }
}
