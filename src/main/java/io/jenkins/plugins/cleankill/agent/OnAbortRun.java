package io.jenkins.plugins.cleankill.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher.ProcStarter;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord;
import io.jenkins.plugins.cleankill.engine.report.OnAbortRecord.OnAbortEnding;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of the user's command on an abort: waited for no longer than its limit, and told in the log. */
final class OnAbortRun {

    private static final Clock CLOCK = new SystemClock();

    private final OnAbort onAbort;
    private final TaskListener listener;
    private final Duration begun = CLOCK.elapsed();

    OnAbortRun(OnAbort onAbort, TaskListener listener) {
        this.onAbort = onAbort;
        this.listener = listener;
    }

    /**
     * Starts it and waits. Another abort, which interrupts the caller or completes {@code hurry}, ends the wait.
     *
     * @param hurry completes if there is no time left for the command
     */
    OnAbortRecord of(ProcStarter command, CompletableFuture<?> hurry) {
        long limit = onAbort.limit().toSeconds();
        say("running for at most " + limit + " s");
        CompletableFuture<Proc> started =
                CompletableFuture.supplyAsync(() -> start(command), Computer.threadPoolForRemoting);
        CompletableFuture<Integer> exit = started.thenApplyAsync(OnAbortRun::join, Computer.threadPoolForRemoting);
        try {
            CompletableFuture.anyOf(started, hurry).get(AnswerLimit.margin().toSeconds(), TimeUnit.SECONDS);
            CompletableFuture.anyOf(exit, hurry).get(limit, TimeUnit.SECONDS);
            return exit.isDone() ? ended(exit.get()) : cutShort();
        } catch (TimeoutException e) {
            return started.isDone() ? timedOut(limit) : unanswered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cutShort();
        } catch (ExecutionException e) {
            say("could not be run: " + Failures.reason(e));
            return over(OnAbortEnding.FAILED, null);
        }
    }

    private OnAbortRecord ended(int exit) {
        say("ended with exit code " + exit);
        return exit < 0 ? over(OnAbortEnding.FAILED, null) : over(OnAbortEnding.ENDED, (long) exit);
    }

    private OnAbortRecord timedOut(long limit) {
        say("still runs after " + limit + " s; it is ended with the rest");
        return over(OnAbortEnding.TIMED_OUT, null);
    }

    private OnAbortRecord unanswered() {
        say("could not be run: it was not started within "
                + AnswerLimit.margin().toSeconds() + " s");
        return over(OnAbortEnding.FAILED, null);
    }

    private OnAbortRecord cutShort() {
        say("cut short by another abort; it is ended with the rest");
        return over(OnAbortEnding.CUT_SHORT, null);
    }

    /** There is nowhere to run it. */
    OnAbortRecord nowhere() {
        say("not run: where the last command was started is not known");
        return over(OnAbortEnding.NOT_RUN, null);
    }

    private static Proc start(ProcStarter command) {
        try {
            return command.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static int join(Proc proc) {
        try {
            return proc.join();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private OnAbortRecord over(OnAbortEnding ending, @CheckForNull Long exitCode) {
        return new OnAbortRecord(
                onAbort.limit(),
                onAbort.from(),
                ending,
                exitCode,
                CLOCK.elapsed().minus(begun));
    }

    private void say(String text) {
        listener.getLogger().println(LogLines.line("onAbort: " + text));
    }
}
