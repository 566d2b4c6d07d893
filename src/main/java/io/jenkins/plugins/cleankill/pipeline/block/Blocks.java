package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.slaves.ComputerListener;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The blocks that run, by their cookies, and what they must hear of from the rest of Jenkins. */
public final class Blocks {

    private static final Map<Cookie, Block> RUNNING = new ConcurrentHashMap<>();

    private Blocks() {}

    public static void add(Cookie cookie, Block block) {
        RUNNING.put(cookie, block);
    }

    public static void remove(Cookie cookie) {
        RUNNING.remove(cookie);
    }

    static boolean none() {
        return RUNNING.isEmpty();
    }

    static Optional<Block> find(Cookie cookie) {
        return Optional.ofNullable(RUNNING.get(cookie));
    }

    /** An agent that was lost in a termination is back: the termination is taken up again. */
    @Extension
    public static final class Reconnections extends ComputerListener {

        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            RUNNING.values().forEach(block -> block.takeUp(computer.getName()));
        }
    }

    /** What is told after this is told to the blocks of the next start: they know what these knew. */
    @Extension
    public static final class Shutdown extends ItemListener {

        @Override
        public void onBeforeShutdown() {
            RUNNING.clear();
            PendingTerminations.forget();
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
