package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The blocks that run, by their cookies, and what they must hear of from the rest of Jenkins. */
final class Blocks {

    private static final Map<Cookie, Block> RUNNING = new ConcurrentHashMap<>();

    /** By the agent's name: what could not be looked for at a block's end, because the agent was not connected. */
    private static final Map<String, Queue<Owed>> OWED = new ConcurrentHashMap<>();

    private Blocks() {}

    static void add(Cookie cookie, Block block) {
        RUNNING.put(cookie, block);
    }

    static void remove(Cookie cookie) {
        RUNNING.remove(cookie);
    }

    static boolean none() {
        return RUNNING.isEmpty();
    }

    static Optional<Block> find(Cookie cookie) {
        return Optional.ofNullable(RUNNING.get(cookie));
    }

    /** Has it done when the agent is back, unless the controller restarts before. */
    static void owe(String node, BlockReports reports, TerminationOrder order) {
        OWED.computeIfAbsent(node, name -> new ConcurrentLinkedQueue<>()).add(new Owed(reports, order));
    }

    /** A termination that could not be done yet. */
    private record Owed(BlockReports reports, TerminationOrder order) {}

    /** An agent that was lost in a termination is back: the termination is taken up again, and what is owed is done. */
    @Extension
    public static final class Reconnections extends ComputerListener {

        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            RUNNING.values().forEach(block -> block.takeUp(computer.getName()));
            Queue<Owed> owed = OWED.remove(computer.getName());
            if (owed != null) {
                owed.forEach(each -> BlockTermination.begin(
                        each.reports(),
                        listener.getLogger(),
                        computer.getChannel(),
                        CompletableFuture.completedFuture(each.order()),
                        null,
                        () -> {}));
            }
        }
    }

    /** What is told after this is told to the blocks of the next start: they know what these knew. */
    @Extension
    public static final class Shutdown extends ItemListener {

        @Override
        public void onBeforeShutdown() {
            RUNNING.clear();
            OWED.clear();
        }
    }

    /** A build that is killed the hard way leaves its blocks without a word. */
    @Extension
    public static final class HardKills extends RunListener<Run<?, ?>> {

        @Override
        public void onFinalized(Run<?, ?> run) {
            List.copyOf(RUNNING.values()).stream()
                    .filter(block -> block.belongsTo(run))
                    .forEach(Block::abandon);
        }
    }
}
