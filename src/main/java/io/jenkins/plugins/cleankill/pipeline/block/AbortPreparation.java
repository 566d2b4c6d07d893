package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import io.jenkins.plugins.cleankill.pipeline.log.DetachedStepLogs;
import io.jenkins.plugins.cleankill.pipeline.log.LogEnding;
import io.jenkins.plugins.cleankill.pipeline.log.StoppedSteps;
import io.jenkins.plugins.cleankill.pipeline.timeouts.GraceDeadline;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;

/** The work before the first signal of an abort: the logs are saved, the user is warned, the user's command runs. */
final class AbortPreparation {

    /** Between the moment when an executor forgets who interrupted it and the one when the build knows. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting);

    private final BlockContext block;
    private final BlockLogs logs;
    private final DetachedStepLogs detachedLogs;
    private final LaunchSite launchSite;
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();

    /** @param launchSite where the user's command runs, null if no command was started there since the controller was */
    AbortPreparation(
            BlockContext block, BlockLogs logs, DetachedStepLogs detachedLogs, @CheckForNull LaunchSite launchSite) {
        this.block = block;
        this.logs = logs;
        this.detachedLogs = detachedLogs;
        this.launchSite = launchSite;
    }

    /** There is no time left for the user's command. */
    void hurry() {
        hurry.complete(null);
    }

    /** The steps that are to end; logs that an end by force would delete are saved and followed. */
    CompletableFuture<LogEnding> logEnding(TaskListener step, PrintStream log) {
        boolean graceIsShort = GraceDeadline.isShorterThan(block.effective().longest());
        return StoppedSteps.of(block.run(), block.cookie()).thenApply(steps -> {
            boolean wait = steps.waitFor(block.longestStop());
            return wait && !(graceIsShort && steps.underTimeout())
                    ? LogEnding.of(steps)
                    : LogEnding.followed(steps, detachedLogs, () -> logs.of(step), log);
        });
    }

    /**
     * Completes when the termination may begin.
     *
     * @param steps the steps that are to end
     * @param stoppedByTimeout runs if only a {@code timeout} can have stopped them
     */
    CompletableFuture<TerminationOrder> order(
            TerminationKey key,
            Launcher plain,
            CompletableFuture<LogEnding> steps,
            PrintStream log,
            Runnable stoppedByTimeout) {
        return steps.thenCompose(known -> CompletableFuture.supplyAsync(
                () -> {
                    List<CauseOfInterruption> causes = causes(known);
                    if (causes.isEmpty() || GraceDeadline.isAmong(causes)) {
                        stoppedByTimeout.run();
                        warnOfTimeout(known, log);
                    }
                    return block.abort(key, causes, runOnAbort(plain, key, known));
                },
                causes(known).isEmpty() ? LATER : Computer.threadPoolForRemoting));
    }

    /** The causes for which the steps were stopped; the build's own where no step tells any. */
    private List<CauseOfInterruption> causes(LogEnding steps) {
        List<CauseOfInterruption> known = steps.steps().interruptions();
        return known.isEmpty() ? block.causes() : known;
    }

    private void warnOfTimeout(LogEnding steps, PrintStream log) {
        Duration longest = block.effective().longest();
        if (GraceDeadline.isShorterThan(longest) && (block.underTimeout() || steps.underTimeout())) {
            log.println(LogLines.line("timeout ends its steps by force " + GraceDeadline.LENGTH.toSeconds()
                    + " s after it has expired, the windows may last " + longest.toSeconds()
                    + " s: this block waits for the processes all the same"));
        }
    }

    @CheckForNull
    private HookRecord runOnAbort(Launcher plain, TerminationKey key, LogEnding steps) {
        Hook onAbort = block.effective().onAbort();
        if (onAbort == null) {
            return null;
        }
        TaskListener listener = plain.getListener();
        return Optional.ofNullable(launchSite)
                .or(() -> steps.place(key.node()))
                .map(place -> place.run(onAbort, block.cookie().and(key.variables()), plain, listener, hurry))
                .orElseGet(() -> LaunchSite.runNowhere(onAbort, listener));
    }
}
