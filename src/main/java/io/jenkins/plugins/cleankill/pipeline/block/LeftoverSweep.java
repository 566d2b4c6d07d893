package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Treats what is still alive at the end of a block, on every node that it used, as the policy for leftovers says. */
final class LeftoverSweep {

    private final BlockReports reports;
    private final String part;
    private final Scope scope;
    private final Settings settings;
    private final Function<String, PrintStream> logs;
    private final Set<String> hung;

    /**
     * @param reports keeps what they tell
     * @param part where in the build the block stands, in words
     * @param logs the log for a node's lines
     * @param hung the nodes whose agents have not answered: they are not waited for once more
     */
    LeftoverSweep(
            BlockReports reports,
            String part,
            Scope scope,
            Settings settings,
            Function<String, PrintStream> logs,
            Set<String> hung) {
        this.reports = reports;
        this.part = part;
        this.scope = scope;
        this.settings = settings;
        this.logs = logs;
        this.hung = hung;
    }

    /** Sweeps all containers side by side; completes with whether anybody was there. */
    CompletableFuture<Boolean> inside(UsedContainers usedContainers) {
        return usedContainers.sweep(
                node -> TerminationOrder.leftovers("Still running at the end in a container", scope, settings)
                        .in(BuildLocation.within(part, node)),
                logs,
                reports,
                hung);
    }

    /**
     * Sweeps all nodes side by side; completes with whether anybody was there.
     *
     * @param begun hears of each one that has begun
     */
    CompletableFuture<Boolean> run(Set<String> nodes, Begun begun) {
        List<CompletableFuture<Boolean>> sweeps =
                nodes.stream().sorted().map(node -> sweep(node, begun)).toList();
        return CompletableFuture.allOf(sweeps.toArray(CompletableFuture[]::new))
                .thenApply(done -> sweeps.stream().anyMatch(CompletableFuture::join));
    }

    private CompletableFuture<Boolean> sweep(String node, Begun begun) {
        VirtualChannel channel = Channels.to(node);
        PrintStream log = logs.apply(node);
        TerminationOrder order = TerminationOrder.leftovers("Still running at the end", scope, settings)
                .in(BuildLocation.within(part, node));
        if (channel == null) {
            log.println(LogLines.line(notConnected(node, postpone(node, order))));
            return CompletableFuture.completedFuture(false);
        }
        BlockTermination termination = BlockTermination.begin(
                reports,
                log,
                channel,
                CompletableFuture.completedFuture(order),
                null,
                () -> fallBack(node, channel, log));
        begun.on(node, order, termination);
        termination.ifLostAfterTheWait(() -> postpone(node, order));
        return hung.contains(node)
                ? CompletableFuture.completedFuture(false)
                : termination
                        .over()
                        .thenApply(report -> report.map(TerminationReport::outcome)
                                .filter(outcome -> outcome.hadMembers())
                                .isPresent());
    }

    private static String notConnected(String node, boolean postponed) {
        return "The agent " + node + (postponed ? " is not connected" : " does not exist any more")
                + ": whether processes of this block still run there could not be known"
                + (postponed ? "; they are looked for when it is back" : "");
    }

    /** The agent may come back later than the build ends. */
    private boolean postpone(String node, TerminationOrder order) {
        return PendingTerminations.postpone(node, reports.run(), order, reports.keeper());
    }

    /** Hears of each one that has begun. */
    interface Begun {

        void on(String node, TerminationOrder order, BlockTermination sweep);
    }

    /** At the end of the node Jenkins would not find these processes: they carry another cookie than the node's. */
    private void fallBack(String node, VirtualChannel channel, PrintStream log) {
        if (Channels.isLost(channel)) {
            return; // the block waits for it
        }
        Node place = Channels.node(node);
        if (place != null && settings.leftovers().kills()) {
            BlockTermination.killAsJenkinsDoes(place.createLauncher(TaskListener.NULL), scope.cookie(), log);
        }
    }
}
