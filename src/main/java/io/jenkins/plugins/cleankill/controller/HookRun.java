package io.jenkins.plugins.cleankill.controller;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher.ProcStarter;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.HookRecord.HookEnding;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a command of the user's: waited for no longer than its limit, and told in the log. */
final class HookRun {

    private static final Clock CLOCK = new SystemClock();

    private final Hook hook;
    private final TaskListener listener;
    private final Duration begun = CLOCK.elapsed();

    HookRun(Hook hook, TaskListener listener) {
        this.hook = hook;
        this.listener = listener;
    }

    /**
     * Starts it and waits. Another abort, which interrupts the caller or completes {@code hurry}, ends the wait.
     *
     * @param hurry completes if there is no time left for the command
     */
    HookRecord of(ProcStarter command, CompletableFuture<?> hurry) {
        long limit = hook.limit().toSeconds();
        say("running for at most " + limit + " s");
        CompletableFuture<Proc> started =
                CompletableFuture.supplyAsync(() -> start(command), Computer.threadPoolForRemoting);
        CompletableFuture<Integer> exit = started.thenApplyAsync(HookRun::join, Computer.threadPoolForRemoting);
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
            return over(HookEnding.FAILED, null);
        }
    }

    private HookRecord ended(int exit) {
        say("ended with exit code " + exit);
        return exit < 0 ? over(HookEnding.FAILED, null) : over(HookEnding.ENDED, (long) exit);
    }

    private HookRecord timedOut(long limit) {
        say("still runs after " + limit + " s; it is ended" + together());
        return over(HookEnding.TIMED_OUT, null);
    }

    private HookRecord unanswered() {
        say("could not be run: it was not started within "
                + AnswerLimit.margin().toSeconds() + " s");
        return over(HookEnding.FAILED, null);
    }

    private HookRecord cutShort() {
        say("cut short by another abort; it is ended" + together());
        return over(HookEnding.CUT_SHORT, null);
    }

    private String together() {
        return hook.moment() == Hook.Moment.ON_ABORT ? " with the rest" : "";
    }

    /** There is nowhere to run it. */
    HookRecord nowhere() {
        return notRun("where the last command was started is not known");
    }

    HookRecord notRun(String reason) {
        say("not run: " + reason);
        return over(HookEnding.NOT_RUN, null);
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

    private HookRecord over(HookEnding ending, @CheckForNull Long exitCode) {
        return new HookRecord(
                hook.limit(), hook.from(), ending, exitCode, CLOCK.elapsed().minus(begun));
    }

    private void say(String text) {
        listener.getLogger().println(LogLines.line(hook.moment().field() + ": " + text));
    }
}
