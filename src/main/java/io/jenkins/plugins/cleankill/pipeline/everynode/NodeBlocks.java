package io.jenkins.plugins.cleankill.pipeline.everynode;

import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * The blocks around {@code node} steps that "use for every build" has begun. The collection is empty where that was
 * never switched on. Callers ask it without the Pipeline plugins, too, so it knows none of their flow nodes.
 */
final class NodeBlocks {

    private static final Map<NodeKey, NodeBlock> OPEN = new ConcurrentHashMap<>();

    /** Blocks whose bodies have ended: few, and asked for under the queue's lock, for every item and every executor. */
    private static final Map<NodeKey, NodeBlock> ENDING = new ConcurrentHashMap<>();

    private NodeBlocks() {}

    /** Whether there is nothing to look for: asked for every step of every build. */
    static boolean isEmpty() {
        return OPEN.isEmpty();
    }

    /** @param part where in the Pipeline the step is, as its reports tell */
    static void begin(NodeKey key, Run<?, ?> run, TaskListener listener, String part) {
        open(key, run, listener, part, NodeBlockFiles.Saved.of(Cookie.ofNode()));
    }

    /**
     * After a restart of the controller.
     *
     * @param execution the build's flow execution
     */
    static void resume(Object execution, Run<?, ?> run, TaskListener listener) {
        NodeBlockFiles.of(run)
                .read()
                .forEach((step, saved) -> open(new NodeKey(execution, step), run, listener, "", saved));
    }

    private static void open(
            NodeKey key, Run<?, ?> run, TaskListener listener, String part, NodeBlockFiles.Saved saved) {
        try {
            NodeBlock block = new NodeBlock(
                    key.step(),
                    saved,
                    part,
                    run,
                    listener,
                    CleanKillConfiguration.get().resolve(new KillFields()),
                    () -> ENDING.put(key, OPEN.get(key)),
                    () -> remove(key));
            block.open();
            OPEN.put(key, block);
        } catch (InvalidSettingException e) {
            listener.getLogger().println(LogLines.line("The global settings can't be used: " + e.getMessage()));
        }
    }

    /** The block of that job that ends what it has left on that machine, if there is any. */
    static Optional<NodeBlock> ending(Queue.Task job, String node) {
        return ENDING.values().stream()
                .filter(block -> block.run().getParent().equals(job) && block.hasUsed(node))
                .findAny();
    }

    /** The block is over. Items that wait for it in the queue may go on. */
    private static void remove(NodeKey key) {
        OPEN.remove(key);
        ENDING.remove(key);
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins != null) { // the sweep after a hard kill may outlast it
            jenkins.getQueue().scheduleMaintenance();
        }
    }

    static Optional<NodeBlock> find(NodeKey key) {
        return Optional.ofNullable(OPEN.get(key));
    }

    static Collection<NodeBlock> all() {
        return List.copyOf(OPEN.values());
    }
}
