package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What comes before the first signal of an abort: the logs are saved, the user is warned, the user's command runs. */
final class AbortPrelude {

    private final BlockContext block;
    private final BlockLogs logs;
    private final LastLaunch lastLaunch;

    /** @param lastLaunch where the user's command runs, null if no command was started there since the controller was */
    AbortPrelude(BlockContext block, BlockLogs logs, @CheckForNull LastLaunch lastLaunch) {
        this.block = block;
        this.logs = logs;
        this.lastLaunch = lastLaunch;
    }

    /** The steps that are to end, and what of their logs must be saved from those who end them by force. */
    CompletableFuture<LastLines> lastLines(TaskListener step, PrintStream log) {
        Duration longest = block.effective().longest();
        boolean allowed = RemoteTimeout.allows(longest.plus(RemoteTimeout.MARGIN));
        boolean graceIsShort = TimeoutGrace.isShorterThan(longest);
        return StoppedSteps.of(block.run(), block.mark())
                .thenApply(steps -> allowed && !(graceIsShort && steps.underTimeout())
                        ? LastLines.of(steps)
                        : LastLines.followed(steps, () -> logs.of(step), log));
    }

    /**
     * Completes when the termination may begin.
     *
     * @param steps the steps that are to end
     * @param noPerson runs if nobody but a {@code timeout} may have stopped them
     */
    CompletableFuture<TerminationOrder> order(
            TerminationKey key,
            Launcher plain,
            CompletableFuture<LastLines> steps,
            PrintStream log,
            Runnable noPerson) {
        return steps.thenApplyAsync(
                known -> {
                    if (!block.isInterruptedBySomebody()) {
                        noPerson.run();
                        warnOfTimeout(known, log);
                    }
                    return block.abort(key, runOnAbort(plain, key, known));
                },
                block.isInterruptedBySomebody() ? Computer.threadPoolForRemoting : BlockTermination.LATER);
    }

    private void warnOfTimeout(LastLines steps, PrintStream log) {
        Duration longest = block.effective().longest();
        if (TimeoutGrace.isShorterThan(longest) && (block.underTimeout() || steps.underTimeout())) {
            log.println(LogLines.line("timeout ends its steps by force " + TimeoutGrace.LENGTH.toSeconds()
                    + " s after it has expired, the windows may last " + longest.toSeconds()
                    + " s: this block waits for the processes all the same"));
        }
    }

    @CheckForNull
    private OnAbortRecord runOnAbort(Launcher plain, TerminationKey key, LastLines steps) {
        OnAbort onAbort = block.effective().onAbort();
        if (onAbort == null) {
            return null;
        }
        TaskListener listener = plain.getListener();
        return Optional.ofNullable(lastLaunch)
                .or(() -> steps.place(key.node()))
                .map(place -> place.run(onAbort, block.mark().and(key.variables()), plain, listener))
                .orElseGet(() -> LastLaunch.runNowhere(onAbort, listener));
    }
}
