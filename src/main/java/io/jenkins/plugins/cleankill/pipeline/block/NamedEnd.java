package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The end of those processes of a block that have certain names, on every node that the block has used. */
public final class NamedEnd {

    private final List<BlockTermination> terminations = new ArrayList<>();
    private final CompletableFuture<List<TerminationReport>> reports;

    /**
     * Begins it.
     *
     * @param nodes the nodes that the block has used
     * @param log that of the step that asks
     */
    NamedEnd(
            BlockContext context,
            Set<String> nodes,
            BlockTerminations terminations,
            NamePatterns names,
            PrintStream log) {
        List<CompletableFuture<TerminationReport>> ends = nodes.stream()
                .sorted()
                .map(node -> begin(node, context.named(names, node), terminations, log))
                .toList();
        this.reports = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<TerminationReport> known =
                            ends.stream().map(CompletableFuture::join).toList();
                    if (known.stream().noneMatch(report -> report.outcome().hadMembers())) {
                        log.println(LogLines.line("No process of this block is called " + names));
                    }
                    return known;
                });
    }

    private CompletableFuture<TerminationReport> begin(
            String node, TerminationOrder order, BlockTerminations all, PrintStream log) {
        VirtualChannel channel = Channels.to(node);
        if (channel == null) {
            return CompletableFuture.failedFuture(unknown(node));
        }
        BlockTermination ending = all.endNamed(node, channel, order, log);
        terminations.add(ending);
        return ending.over().thenApply(report -> report.orElseThrow(() -> new CompletionException(unknown(node))));
    }

    private static AbortException unknown(String node) {
        return new AbortException(
                "endProcesses: what became of the processes " + BuildLocation.on(node) + " is not known");
    }

    /** Completes with a report for each node; fails with an {@link AbortException} if an agent was lost or hangs. */
    public CompletableFuture<List<TerminationReport>> reports() {
        return reports.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    /** Skips what is left of the windows. */
    public void killNow() {
        terminations.forEach(BlockTermination::killNow);
    }
}
