package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Terminations that the loss of an agent has cut off, or kept from beginning, and whose builds wait no longer: they are
 * done when the agent is back, unless the controller restarts before. What a cut-off one holds is let go by that.
 */
public final class CutOff {

    private static final Map<String, Queue<Owed>> BY_NODE = new ConcurrentHashMap<>();

    private CutOff() {}

    /**
     * Has it done when the agent is back.
     *
     * @param run the build
     * @param keeper gets the report
     */
    public static void owe(String node, Run<?, ?> run, TerminationOrder order, Consumer<TerminationReport> keeper) {
        BY_NODE.computeIfAbsent(node, name -> new ConcurrentLinkedQueue<>()).add(new Owed(run, order, keeper));
    }

    /** The controller stops: the agents that come back to the next one find nothing owed. */
    public static void forget() {
        BY_NODE.clear();
    }

    /** Does what is owed on the agent; completes when that is over, well or not. */
    static CompletableFuture<Void> settle(String node, VirtualChannel channel, PrintStream log) {
        Queue<Owed> owed = BY_NODE.remove(node);
        List<Owed> all = owed == null ? List.of() : List.copyOf(owed);
        return CompletableFuture.allOf(
                all.stream().map(each -> each.doOn(channel, log)).toArray(CompletableFuture[]::new));
    }

    private record Owed(Run<?, ?> run, TerminationOrder order, Consumer<TerminationReport> keeper) {

        CompletableFuture<Void> doOn(VirtualChannel channel, PrintStream log) {
            return AgentTermination.begin(channel, order, log, null)
                    .report()
                    .thenAccept(keeper)
                    .exceptionally(failure -> {
                        log.println(LogLines.line("What " + run + " left could not be ended: " + failure.getMessage()));
                        return null;
                    });
        }
    }
}
