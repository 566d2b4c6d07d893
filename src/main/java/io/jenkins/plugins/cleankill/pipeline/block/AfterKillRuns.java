package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AfterKill;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a block's command for after the last process, where it is due, when the block has been swept everywhere. */
final class AfterKillRuns {

    private final BlockContext context;
    private final BlockReports reports;
    private final BlockLogs logs;
    private final BlockTerminations terminations;
    private final LaunchSites launchSites;

    @CheckForNull
    private CompletableFuture<Void> hurry;

    AfterKillRuns(
            BlockContext context,
            BlockReports reports,
            BlockLogs logs,
            BlockTerminations terminations,
            LaunchSites launchSites) {
        this.context = context;
        this.reports = reports;
        this.logs = logs;
        this.terminations = terminations;
        this.launchSites = launchSites;
    }

    /** Runs it on all of these nodes side by side; completes when that is over, well or not. */
    CompletableFuture<Void> run(Map<String, AfterKill.Due> dueByNode) {
        CompletableFuture<Void> untilHurried = begin();
        return CompletableFuture.allOf(dueByNode.entrySet().stream()
                .map(due -> CompletableFuture.supplyAsync(
                                () -> run(due.getKey(), due.getValue(), untilHurried), Computer.threadPoolForRemoting)
                        .thenCompose(rest -> rest))
                .toArray(CompletableFuture[]::new));
    }

    private synchronized CompletableFuture<Void> begin() {
        hurry = new CompletableFuture<>();
        return hurry;
    }

    /** Another abort: a command that runs is cut short. One that has not begun yet runs all the same. */
    synchronized void killNow() {
        if (hurry != null) {
            hurry.complete(null);
        }
    }

    private CompletableFuture<?> run(String node, AfterKill.Due due, CompletableFuture<Void> untilHurried) {
        PrintStream log = BlockLogs.print(logs.ofNode(node));
        TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
        Optional<LaunchSites.Site> place = launchSites.now(node, listener);
        HookRecord command = place.map(known -> due.run(
                        known.site(),
                        context.cookie().asVariables(),
                        known.target().plain(),
                        listener,
                        untilHurried))
                .orElseGet(() -> due.runNowhere(listener));
        due.report().ifPresent(report -> reports.addAfterKill(report, command));
        return place.flatMap(known -> TerminationOrder.afterKill(
                                command, context.scope(), context.effective().settings())
                        .map(order -> context.in(node, order))
                        .map(order -> terminations.endRest(known.target(), order, log)))
                .map(rest -> {
                    if (command.isCutShort()) {
                        rest.killNow();
                    }
                    return rest.over();
                })
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
    }
}
