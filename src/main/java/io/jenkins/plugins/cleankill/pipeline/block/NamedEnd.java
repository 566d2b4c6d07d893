package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.AbortException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<CompletableFuture<Optional<TerminationReport>>> ends = new ArrayList<>();
        nodes.stream().sorted().forEach(node -> {
            VirtualChannel channel = Channels.to(node);
            if (channel == null) {
                ends.add(unknown(node));
                return;
            }
            BlockTermination ending = terminations.endNamed(node, channel, context.named(names, node), log);
            this.terminations.add(ending);
            ends.add(ending.over()
                    .thenCompose(
                            report -> report.isPresent() ? CompletableFuture.completedFuture(report) : unknown(node)));
        });
        this.reports = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<TerminationReport> known = ends.stream()
                            .map(CompletableFuture::join)
                            .flatMap(Optional::stream)
                            .toList();
                    if (known.stream().noneMatch(report -> report.outcome().hadMembers())) {
                        log.println(LogLines.line("No process of this block is called " + names));
                    }
                    return known;
                });
    }

    private static CompletableFuture<Optional<TerminationReport>> unknown(String node) {
        return CompletableFuture.failedFuture(new AbortException(
                "endProcesses: what became of the processes " + BuildLocation.on(node) + " is not known"));
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
