package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.AbortException;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** The end of those processes of a block that have certain names, on every node that the block has used. */
public final class NamedEnd {

    private final BlockContext context;
    private final BlockTerminations terminations;
    private final NamedOrders orders;
    private final Function<String, CompletableFuture<Void>> back;
    private final PrintStream log;
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();
    private final CompletableFuture<List<TerminationReport>> reports;

    /**
     * Begins it.
     *
     * @param nodes the nodes that the block has used
     * @param back waits for a node whose agent is lost
     * @param log that of the step that asks
     */
    NamedEnd(
            BlockContext context,
            Set<String> nodes,
            BlockTerminations terminations,
            NamedOrders orders,
            Function<String, CompletableFuture<Void>> back,
            PrintStream log) {
        this.context = context;
        this.terminations = terminations;
        this.orders = orders;
        this.back = back;
        this.log = log;
        List<CompletableFuture<TerminationReport>> ends =
                nodes.stream().sorted().map(this::begin).toList();
        this.reports = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<TerminationReport> known =
                            ends.stream().map(CompletableFuture::join).toList();
                    if (known.stream().noneMatch(report -> report.outcome().hadMembers()) && !orders.anyTakenUp()) {
                        log.println(LogLines.line("No process of this block is called " + orders));
                    }
                    return known;
                });
    }

    private CompletableFuture<TerminationReport> begin(String node) {
        VirtualChannel channel = Channels.to(node);
        if (channel == null) {
            return unknown(node);
        }
        BlockTermination ending = terminations.endNamed(node, channel, orders.next(context, node), log);
        hurried.thenRun(ending::killNow);
        return ending.over()
                .thenCompose(report -> report.map(CompletableFuture::completedFuture)
                        .orElseGet(() -> ending.isCutOff() ? beginAgain(node) : unknown(node)));
    }

    private CompletableFuture<TerminationReport> beginAgain(String node) {
        return CompletableFuture.anyOf(back.apply(node), hurried)
                .thenComposeAsync(
                        done -> hurried.isDone() ? unknown(node) : begin(node), Computer.threadPoolForRemoting);
    }

    private static CompletableFuture<TerminationReport> unknown(String node) {
        return CompletableFuture.failedFuture(new AbortException(
                "endProcesses: what became of the processes " + BuildLocation.on(node) + " is not known"));
    }

    /**
     * Completes with a report for each node; fails with an {@link AbortException} if an agent hangs, or was lost and is not
     * back soon. It does not complete if the controller stops.
     */
    public CompletableFuture<List<TerminationReport>> reports() {
        return reports.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    /** Skips what is left of the windows, and waits for no agent any more. */
    public void killNow() {
        hurried.complete(null);
    }
}
