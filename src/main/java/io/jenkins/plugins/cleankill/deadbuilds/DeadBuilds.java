package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.ExecutorListener;
import hudson.model.OneOffExecutor;
import hudson.model.Queue;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.slaves.ComputerListener;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.settings.DeadBuildPolicy;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * When to look for builds that are over: in the background, never twice at a time on one agent, and only where a build was
 * ever ended by us.
 */
final class DeadBuilds {

    private static final Logger LOGGER = Logger.getLogger(DeadBuilds.class.getName());
    private static final Map<String, DeadBuilds> BY_NODE = new ConcurrentHashMap<>();

    private final AlreadyReported reported = new AlreadyReported();
    private Search last = Search.none();

    private DeadBuilds() {}

    private static DeadBuilds on(Computer computer) {
        return BY_NODE.computeIfAbsent(computer.getName(), name -> new DeadBuilds());
    }

    /** The node is deleted. */
    static void forget(String node) {
        BY_NODE.remove(node);
    }

    /** A search on connect waits for a search that still runs on that agent. */
    private synchronized void connected(Computer computer, TaskListener listener) {
        CompletableFuture<Boolean> before = last.over();
        Search search = new Search();
        last = search;
        before.thenCompose(done ->
                        PendingTerminations.run(computer.getName(), computer.getChannel(), listener.getLogger()))
                .thenRunAsync(() -> look(computer, listener, search), Computer.threadPoolForRemoting)
                .whenComplete((done, failure) -> search.end(failure == null));
    }

    /** A build that starts during a search begins no other. */
    private synchronized Search started(Computer computer) {
        if (last.over().isDone()) {
            Search search = new Search();
            last = search;
            CompletableFuture.runAsync(
                            () -> look(computer, AgentLogs.of(computer), search), Computer.threadPoolForRemoting)
                    .whenComplete((done, failure) -> search.end(failure == null));
        }
        return last;
    }

    private void look(Computer computer, TaskListener listener, Search search) {
        try {
            CleanKillConfiguration configuration = CleanKillConfiguration.get();
            DeadBuildPolicy policy = configuration.deadBuildPolicy();
            VirtualChannel channel = computer.getChannel();
            if (policy != DeadBuildPolicy.OFF && channel != null) {
                new DeadBuildSweep(
                                channel,
                                listener.getLogger(),
                                policy,
                                configuration.resolve(new KillFields()).settings(),
                                reported)
                        .run(search);
            }
        } catch (InvalidSettingException e) {
            LOGGER.log(Level.WARNING, "The global settings can''t be used: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An agent connects, or the controller begins to use its own machine. */
    @Extension
    public static final class Connections extends ComputerListener {

        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            if (UsedNodes.get().contains(computer.getName())) {
                on(computer).connected(computer, listener);
            } else {
                PendingTerminations.run(computer.getName(), computer.getChannel(), listener.getLogger());
            }
        }

        @Override
        public void onOffline(Computer computer, OfflineCause cause) {
            DeadBuilds known = BY_NODE.get(computer.getName());
            if (known != null) {
                known.reported.forget();
            }
        }
    }

    /** A build, or a part of a Pipeline, starts on an agent. */
    @Extension
    public static final class Starts implements ExecutorListener {

        @Override
        public void taskStarted(Executor executor, Queue.Task task) {
            Computer computer = executor.getOwner();
            if (!(executor instanceof OneOffExecutor) && UsedNodes.get().contains(computer.getName())) {
                RemainsNotice.begins(executor, on(computer).started(computer));
            }
        }
    }
}
