package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.slaves.ComputerListener;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.NodeListener;

/** The blocks that run, by their cookies, and what they must hear of from the rest of Jenkins. */
public final class Blocks {

    private static final Map<Cookie, Block> RUNNING = new ConcurrentHashMap<>();

    private Blocks() {}

    public static void add(Cookie cookie, Block block) {
        Block before = RUNNING.put(cookie, block);
        if (before != null) {
            before.setRegistered(false);
        }
        block.setRegistered(true);
    }

    public static void remove(Cookie cookie) {
        Block block = RUNNING.remove(cookie);
        if (block != null) {
            block.setRegistered(false);
        }
    }

    static boolean none() {
        return RUNNING.isEmpty();
    }

    static Optional<Block> find(Cookie cookie) {
        return Optional.ofNullable(RUNNING.get(cookie));
    }

    /**
     * The innermost block around a step: a user's, or that of "use for every build".
     *
     * @param cookie the cookie in the step's context, null if no block of a user's is around it
     * @param environment the step's
     */
    public static Optional<Block> around(@CheckForNull Cookie cookie, Map<String, String> environment) {
        return cookie != null
                ? find(cookie)
                : Cookie.allIn(environment).stream()
                        .flatMap(each -> find(each).stream())
                        .findFirst();
    }

    /** Whether any block of the build runs. */
    public static boolean anyOf(Run<?, ?> run) {
        return RUNNING.values().stream().anyMatch(block -> block.belongsTo(run));
    }

    /** An agent that was lost in a termination is back: the termination is taken up again. */
    @Extension
    public static final class Reconnections extends ComputerListener {

        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            RUNNING.values().forEach(block -> block.takeUp(computer.getName()));
        }

        /** A person does not want it to be back. */
        @Override
        public void onTemporarilyOffline(Computer computer, OfflineCause cause) {
            RUNNING.values().forEach(block -> block.changed(computer.getName()));
        }
    }

    /** An agent that is deleted does not come back. */
    @Extension
    public static final class Deletions extends NodeListener {

        @Override
        protected void onDeleted(@NonNull Node node) {
            RUNNING.values().forEach(block -> block.changed(node.getNodeName()));
        }
    }

    /**
     * The controller is stopping. Events from now on, agents that disconnect for instance, are handled after the restart, by
     * the blocks restored from the same saved state.
     */
    @Extension
    public static final class Shutdown extends ItemListener {

        @Override
        public void onBeforeShutdown() {
            RUNNING.keySet().forEach(Blocks::remove);
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
                    .forEach(HardKills::abandon);
        }

        private static void abandon(Block block) {
            remove(block.cookie());
            block.abandon();
        }
    }
}
