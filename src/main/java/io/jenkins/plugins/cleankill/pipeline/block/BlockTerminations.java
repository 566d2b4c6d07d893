package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.ContainerPhase;
import io.jenkins.plugins.cleankill.container.LaunchTarget;
import io.jenkins.plugins.cleankill.container.UsedContainers;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLog;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import io.jenkins.plugins.cleankill.pipeline.log.DetachedStepLogs;
import io.jenkins.plugins.cleankill.pipeline.log.LogEnding;
import io.jenkins.plugins.cleankill.pipeline.log.StoppedSteps;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The terminations of one block: begun, found again, hurried and awaited here. */
final class BlockTerminations {

    private final BlockContext context;
    private final SavedState state;
    private final BlockReports reports;
    private final BlockLogs logs;
    private final UsedContainers usedContainers;
    private final DetachedStepLogs detachedLogs;
    private final LaunchSites launchSites;
    private final AfterKills afterKills;
    private final Map<TerminationKey, BlockTermination> terminations = new HashMap<>();
    private final Map<TerminationKey, CompletableFuture<Void>> printed = new HashMap<>();
    private boolean hurried;

    BlockTerminations(
            BlockContext context,
            SavedState state,
            BlockReports reports,
            BlockLogs logs,
            UsedContainers usedContainers,
            DetachedStepLogs detachedLogs,
            LaunchSites launchSites,
            AfterKills afterKills) {
        this.context = context;
        this.state = state;
        this.reports = reports;
        this.logs = logs;
        this.usedContainers = usedContainers;
        this.detachedLogs = detachedLogs;
        this.launchSites = launchSites;
        this.afterKills = afterKills;
    }

    /**
     * Begins a termination, of what carries the block's cookie and the caller's variables, and returns at once. A repeated
     * call for the same ones may be a second abort.
     *
     * @param output the output to follow, null for none
     * @param stoppedByTimeout runs if only a {@code timeout} can have stopped the steps
     */
    synchronized BlockTermination stop(
            LaunchTarget target,
            Map<String, String> variables,
            @CheckForNull CommandOutput output,
            Runnable stoppedByTimeout) {
        TerminationKey key = new TerminationKey(target.node(), target.containerId(), variables);
        BlockTermination running = terminations.get(key);
        if (running != null && !running.isOver()) {
            again(running);
            return running;
        }
        Launcher plain = target.plain();
        BlockLog lines = logs.of(plain.getListener()).holdingTheEnd();
        PrintStream log = BlockLogs.print(lines);
        AbortPreparation preparation = new AbortPreparation(context, logs, detachedLogs, launchSites.of(target.node()));
        CompletableFuture<LogEnding> last = preparation.logEnding(plain.getListener(), log);
        CompletableFuture<TerminationOrder> begun = preparation
                .order(key, plain, last, log, stoppedByTimeout)
                .thenCombine(last, (order, known) -> begun(target, key, order, known));
        BlockTermination termination = new BlockTermination(
                reports,
                log,
                plain.getChannel(),
                begun,
                output,
                usedContainers.inside(target, log),
                () -> fallBack(plain, variables, log));
        termination.hurried().thenRun(preparation::hurry);
        termination.begunFor(last.thenApply(LogEnding::steps));
        add(
                key,
                termination,
                last.thenCompose(steps -> steps.after(termination.end(), lines)),
                noted(key, begun, termination));
        return termination;
    }

    /** Another step is stopped, or the same one again. */
    private void again(BlockTermination running) {
        running.again(StoppedSteps.of(context.run(), context.cookie()).thenApply(steps -> {
            steps.waitFor(context.longestStop());
            state.stopped(steps.causesByNode());
            return steps.causes();
        }));
    }

    /** The body has failed with that. A step whose agent hangs ends at a second abort, and asks for no kill again. */
    synchronized void bodyFailed(Throwable failure) {
        terminations
                .values()
                .forEach(termination -> termination.again(CompletableFuture.completedFuture(List.of(failure))));
    }

    /** Jenkins' own killing, if there is anything to reach. */
    private static void fallBack(Launcher plain, Map<String, String> variables, PrintStream log) {
        if (Channels.isLost(plain.getChannel())) {
            log.println(LogLines.line("It is taken up again if the agent comes back while the block runs"));
            return;
        }
        BlockTermination.killAsJenkinsDoes(plain, variables, log);
    }

    /** @param work is awaited at the end, beside the termination */
    private void add(TerminationKey key, BlockTermination termination, CompletableFuture<?>... work) {
        terminations.put(key, termination);
        printed.put(key, CompletableFuture.allOf(work));
        termination.over().thenAccept(report -> report.ifPresent(known -> ended(key)));
    }

    private CompletableFuture<Void> noted(
            TerminationKey key, CompletableFuture<TerminationOrder> order, BlockTermination termination) {
        return order.<Optional<TerminationReport>, Void>thenCombine(termination.over(), (known, report) -> {
                    afterKills.note(key.node(), known, report);
                    return null;
                })
                .exceptionally(failure -> null); // no order, no termination: it has said why
    }

    private TerminationOrder begun(LaunchTarget target, TerminationKey key, TerminationOrder order, LogEnding steps) {
        steps.place(key.node()).ifPresent(place -> launchSites.addIfUnknown(target, place));
        state.begun(key, order, steps.steps().causesByNode());
        return order;
    }

    private void ended(TerminationKey key) {
        state.ended(key);
    }

    /** Takes up terminations that a loss of agent or controller has cut off; one that still runs there is adopted. */
    synchronized void takeUp(String node, VirtualChannel channel) {
        state.known().open().forEach((key, order) -> {
            BlockTermination before = terminations.get(key);
            if (key.node().equals(node) && (before == null || before.isOver())) {
                BlockLog lines = logs.ofNode(node).holdingTheEnd();
                PrintStream log = BlockLogs.print(lines);
                CompletableFuture<TerminationOrder> again = CompletableFuture.completedFuture(order.takenUp());
                BlockTermination termination = new BlockTermination(
                        reports,
                        log,
                        channel,
                        again,
                        null,
                        usedContainers.again(key.containerId(), order, log),
                        () -> {});
                CompletableFuture<StoppedSteps> steps = StoppedSteps.again(context.run(), context.cookie());
                termination.begunFor(steps);
                CompletableFuture<Void> lastLine = steps.thenCompose(known -> {
                    known.waitFor(context.longestStop());
                    return LogEnding.of(known).after(termination.end(), lines);
                });
                add(key, termination, lastLine, noted(key, again, termination));
            }
        });
    }

    /**
     * Begins to treat the leftovers on that node: if the sweep is cut off, it is taken up again like an abort.
     *
     * @param fallBack runs after it if it fails
     */
    BlockTermination sweep(
            String node, VirtualChannel channel, TerminationOrder order, PrintStream log, Runnable fallBack) {
        BlockTermination sweep = sweepUnrecorded(node, channel, order, log, fallBack);
        sweeping(TerminationKey.ofSweep(node), order, sweep);
        return sweep;
    }

    /** The same where nothing is taken up again: the build is gone. */
    BlockTermination sweepUnrecorded(
            String node, VirtualChannel channel, TerminationOrder order, PrintStream log, Runnable fallBack) {
        return new BlockTermination(
                reports,
                log,
                channel,
                CompletableFuture.completedFuture(order),
                null,
                ContainerPhase.NOTHING,
                fallBack);
    }

    /** Begins to end a node's processes of such names, and is not taken up again: the block's end does the rest. */
    synchronized BlockTermination endNamed(
            String node, VirtualChannel channel, TerminationOrder order, PrintStream log) {
        BlockTermination ending = sweepUnrecorded(node, channel, order, log, () -> {});
        add(TerminationKey.of(node, order), ending);
        return ending;
    }

    /** Begins to end what the user's command for after the last process has left, where it ran. */
    synchronized BlockTermination endRest(LaunchTarget target, TerminationOrder order, PrintStream log) {
        BlockTermination ending = new BlockTermination(
                reports,
                log,
                target.plain().getChannel(),
                CompletableFuture.completedFuture(order),
                null,
                usedContainers.inside(target, log),
                () -> {});
        add(TerminationKey.of(target.node(), order), ending);
        return ending;
    }

    private synchronized void sweeping(TerminationKey key, TerminationOrder order, BlockTermination sweep) {
        if (!order.touchesNobody()) {
            state.begun(key, order, Map.of());
        }
        add(key, sweep);
        if (hurried) {
            sweep.killNow();
        }
    }

    /** Sweeps that were cut off are begun anew. */
    synchronized void forgetCutOffSweeps() {
        terminations
                .entrySet()
                .removeIf(termination -> termination.getKey().isOfSweep()
                        && termination.getValue().isCutOff());
    }

    /** Whether the connection to an agent broke while what was left over there was being ended. */
    synchronized boolean isSweepCutOff() {
        return terminations.entrySet().stream()
                .anyMatch(termination -> termination.getKey().isOfSweep()
                        && termination.getValue().isCutOff());
    }

    /** Hurries everything that runs, and the sweep that is still to come. */
    synchronized void killNow() {
        hurried = true;
        terminations.values().forEach(BlockTermination::killNow);
        usedContainers.killNow();
    }

    synchronized boolean anyRuns() {
        return terminations.values().stream().anyMatch(each -> !each.isOver());
    }

    /** Completes when every one that was begun is over, well or not, and all of it is told. */
    synchronized CompletableFuture<Void> allOver() {
        Stream<CompletableFuture<?>> over = terminations.values().stream().map(BlockTermination::over);
        return CompletableFuture.allOf(
                Stream.concat(over, printed.values().stream()).toArray(CompletableFuture[]::new));
    }

    /** The nodes whose agents hang. */
    synchronized Set<String> unanswered() {
        return nodes(BlockTermination::isUnanswered);
    }

    /** Where something is being ended, in words; empty if nowhere. */
    synchronized String places() {
        return nodes(termination -> !termination.isOver()).stream()
                .sorted()
                .map(BuildLocation::on)
                .collect(Collectors.joining(", "));
    }

    private Set<String> nodes(Predicate<BlockTermination> which) {
        return terminations.entrySet().stream()
                .filter(termination -> which.test(termination.getValue()))
                .map(termination -> termination.getKey().node())
                .collect(Collectors.toSet());
    }
}
