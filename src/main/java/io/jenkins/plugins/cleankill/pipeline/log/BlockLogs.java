package io.jenkins.plugins.cleankill.pipeline.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The logs that a block prints to: the log of the step which is meant, or of the last one on the node. */
public final class BlockLogs {

    private final TaskListener block;
    private final BoundSecrets secrets;
    private final Map<String, TaskListener> lastSteps = new ConcurrentHashMap<>();

    public BlockLogs(TaskListener block, BoundSecrets secrets) {
        this.block = block;
        this.secrets = secrets;
    }

    /** A step prints there, which runs on that node. */
    public void remember(String node, TaskListener step) {
        lastSteps.put(node, step);
    }

    /** The log of the last step on the node, or the block's own. */
    public BlockLog ofNode(String node) {
        return of(lastSteps.getOrDefault(node, block));
    }

    public BlockLog of(TaskListener step) {
        return new BlockLog(new StepLog(step.getLogger(), block.getLogger()), secrets::mask);
    }

    /**
     * The output of a command that a step waits for in a thread: an abort ends the step at once, and closes its log.
     *
     * @param output where it goes, null if nowhere
     */
    @CheckForNull
    public OutputStream beyondTheStep(@CheckForNull OutputStream output) {
        return output instanceof PrintStream step
                ? new StepLog(step, print(new BlockLog(block.getLogger(), secrets::mask)))
                : output;
    }

    public PrintStream block() {
        return block.getLogger();
    }

    public static PrintStream print(BlockLog log) {
        return new PrintStream(log, true, StandardCharsets.UTF_8);
    }
}
