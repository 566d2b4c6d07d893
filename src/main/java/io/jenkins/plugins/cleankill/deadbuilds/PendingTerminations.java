package io.jenkins.plugins.cleankill.deadbuilds;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.HardLink;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import jenkins.model.NodeListener;

/**
 * Terminations that the loss of an agent has cut off, or kept from beginning, and whose builds wait no longer: they are
 * done when the agent is back, unless the controller restarts before, or the agent is deleted. Processes that an
 * interrupted one had frozen are continued by that.
 */
public final class PendingTerminations {

    private static final Map<String, Queue<Postponed>> BY_NODE = new ConcurrentHashMap<>();

    private PendingTerminations() {}

    /**
     * Has it done when the agent is back.
     *
     * @param run the build, which is not kept in memory for it
     * @param keeper gets the report, if the build is still there
     * @return false if there is no such node any more: then nothing is owed
     */
    public static boolean postpone(String node, Run<?, ?> run, TerminationOrder order, ReportKeeper keeper) {
        return postpone(node, new PostponedTermination(node, run.getExternalizableId(), order, keeper));
    }

    /** Has the hard link of a log deleted when the agent is back. */
    public static void postponeDeletion(String node, String path) {
        postpone(node, new PostponedDeletion(node, path));
    }

    private static boolean postpone(String node, Postponed postponed) {
        if (Channels.node(node) == null) {
            return false;
        }
        BY_NODE.computeIfAbsent(node, name -> new ConcurrentLinkedQueue<>()).add(postponed);
        return true;
    }

    /** The controller stops: the agents that come back to the next one find nothing owed. */
    public static void forget() {
        BY_NODE.clear();
    }

    /** For how many nodes something is owed. */
    static int size() {
        return BY_NODE.size();
    }

    /** Does what is owed on the agent; completes when that is over, well or not. */
    static CompletableFuture<Void> run(String node, VirtualChannel channel, PrintStream log) {
        Queue<Postponed> postponed = BY_NODE.remove(node);
        List<Postponed> all = postponed == null ? List.of() : List.copyOf(postponed);
        return CompletableFuture.allOf(
                all.stream().map(each -> run(each, channel, log)).toArray(CompletableFuture[]::new));
    }

    /** Work that fails because the connection breaks again is owed on. */
    private static CompletableFuture<Void> run(Postponed postponed, VirtualChannel channel, PrintStream log) {
        return postponed.doOn(channel, log).exceptionally(failure -> {
            if (!Channels.isLost(channel) || !postpone(postponed.node(), postponed)) {
                log.println(LogLines.line(postponed.failure() + ": " + Failures.reason(failure)));
            }
            return null;
        });
    }

    /** Keeps a report beside its build. */
    public interface ReportKeeper {

        void keep(Run<?, ?> run, TerminationReport report);
    }

    private interface Postponed {

        String node();

        /** The message for a failure. */
        String failure();

        CompletableFuture<Void> doOn(VirtualChannel channel, PrintStream log);
    }

    private record PostponedTermination(String node, String build, TerminationOrder order, ReportKeeper keeper)
            implements Postponed {

        @Override
        public CompletableFuture<Void> doOn(VirtualChannel channel, PrintStream log) {
            return new LimitedWait<>(
                            AgentTermination.begin(channel, order, log, null).report())
                    .within(AnswerLimit.of(order.settings()))
                    .result()
                    .thenAccept(report -> {
                        Run<?, ?> run = Origins.find(build);
                        if (run != null) {
                            keeper.keep(run, report);
                        }
                    });
        }

        @Override
        public String failure() {
            return "What " + build + " left could not be ended";
        }
    }

    private record PostponedDeletion(String node, String path) implements Postponed {

        @Override
        public CompletableFuture<Void> doOn(VirtualChannel channel, PrintStream log) {
            return CompletableFuture.runAsync(
                    () -> {
                        try {
                            HardLink.delete(new FilePath(channel, path));
                        } catch (IOException | InterruptedException e) {
                            throw new CompletionException(e);
                        }
                    },
                    Computer.threadPoolForRemoting);
        }

        @Override
        public String failure() {
            return "The copy of a log could not be deleted, " + path;
        }
    }

    /** A node that is deleted does not come back. */
    @Extension
    public static final class Deletions extends NodeListener {

        @Override
        protected void onDeleted(@NonNull Node node) {
            BY_NODE.remove(node.getNodeName());
        }
    }
}
