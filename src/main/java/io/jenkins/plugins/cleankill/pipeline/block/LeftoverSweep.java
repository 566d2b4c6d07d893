package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.UsedContainers;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Treats what is still alive at the end of a block, on every node that it used, as the policy for leftovers says. */
final class LeftoverSweep {

    private final BlockContext context;
    private final BlockReports reports;
    private final Function<String, PrintStream> logs;
    private final Set<String> hung;
    private final AfterKills afterKills;
    private final Function<String, Workplace> workplace;

    /**
     * @param context the block
     * @param reports keeps its reports
     * @param logs the log for a node's lines
     * @param hung the nodes whose agents have not answered: they are not waited for once more
     * @param afterKills hears what came of it
     * @param workplace where the block has worked on a node
     */
    LeftoverSweep(
            BlockContext context,
            BlockReports reports,
            Function<String, PrintStream> logs,
            Set<String> hung,
            AfterKills afterKills,
            Function<String, Workplace> workplace) {
        this.context = context;
        this.reports = reports;
        this.logs = logs;
        this.hung = hung;
        this.afterKills = afterKills;
        this.workplace = workplace;
    }

    /** Sweeps all containers side by side; completes with whether anybody was there. */
    CompletableFuture<Boolean> inside(UsedContainers usedContainers) {
        return usedContainers.sweep(this::inContainer, logs, this::keep, hung);
    }

    private TerminationOrder inContainer(String node) {
        return context.leftovers("Still running at the end in a container", node);
    }

    private TerminationReport keep(String node, TerminationReport report) {
        afterKills.note(node, inContainer(node), Optional.of(report));
        return reports.keep(report);
    }

    /**
     * Sweeps all nodes side by side; completes with whether anybody was there.
     *
     * @param begin begins one
     */
    CompletableFuture<Boolean> run(Set<String> nodes, Begin begin) {
        List<CompletableFuture<Boolean>> sweeps =
                nodes.stream().sorted().map(node -> sweep(node, begin)).toList();
        return CompletableFuture.allOf(sweeps.toArray(CompletableFuture[]::new))
                .thenApply(done -> sweeps.stream().anyMatch(CompletableFuture::join));
    }

    private CompletableFuture<Boolean> sweep(String node, Begin begin) {
        VirtualChannel channel = Channels.to(node);
        PrintStream log = logs.apply(node);
        TerminationOrder order = context.leftovers("Still running at the end", node);
        if (channel == null) {
            log.println(LogLines.line(notConnected(node, postpone(node, order))));
            afterKills.note(node, order, Optional.empty());
            return CompletableFuture.completedFuture(false);
        }
        BlockTermination termination = begin.on(
                node, channel, order.lookingIn(workplace.apply(node)), log, () -> fallBack(node, channel, log));
        termination.ifLostAfterTheWait(() -> postpone(node, order));
        if (hung.contains(node)) {
            afterKills.note(node, order, Optional.empty());
            return CompletableFuture.completedFuture(false);
        }
        return termination.over().thenApply(report -> {
            afterKills.note(node, order, report);
            return report.filter(found -> found.outcome().hadMembers()).isPresent();
        });
    }

    private static String notConnected(String node, boolean postponed) {
        return "The agent " + node + (postponed ? " is not connected" : " does not exist any more")
                + ": whether processes of this block still run there could not be known"
                + (postponed ? "; they are looked for when it is back" : "");
    }

    /** The agent may come back later than the build ends. */
    private boolean postpone(String node, TerminationOrder order) {
        return PendingTerminations.postpone(node, context.run(), order, reports.keeper());
    }

    /** Begins the termination of what is left on a node; the last one runs after it if it fails. */
    interface Begin {

        BlockTermination on(
                String node, VirtualChannel channel, TerminationOrder order, PrintStream log, Runnable fallBack);
    }

    /** At the end of the node Jenkins would not find these processes: they carry another cookie than the node's. */
    private void fallBack(String node, VirtualChannel channel, PrintStream log) {
        if (Channels.isLost(channel)) {
            return; // the block waits for it
        }
        Node place = Channels.node(node);
        if (place != null && context.effective().settings().leftovers().kills()) {
            BlockTermination.killAsJenkinsDoes(
                    place.createLauncher(TaskListener.NULL), context.scope().cookie(), log);
        }
    }
}
