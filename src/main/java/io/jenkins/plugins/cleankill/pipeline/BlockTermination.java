package io.jenkins.plugins.cleankill.pipeline;

import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.action.ReportStore;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One termination of a block: what has to run first, the work on the agent, and what is done if that fails. */
final class BlockTermination {

    /**
     * One abort stops every step in the block, one after another, and each asks for the same termination. A person who
     * presses again needs longer than that.
     */
    private static final Duration SAME_ABORT = Duration.ofSeconds(1);

    /** An agent that hangs, though its connection does not break, holds nobody longer than this after the windows. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Clock CLOCK = new SystemClock();

    private final CompletableFuture<AgentTermination> started;
    private final CompletableFuture<Optional<TerminationReport>> over;
    private Duration lastAsked = CLOCK.elapsed();
    private boolean hurried;

    private BlockTermination(
            CompletableFuture<AgentTermination> started, CompletableFuture<Optional<TerminationReport>> over) {
        this.started = started;
        this.over = over;
    }

    /**
     * Begins it when the order is there.
     *
     * @param run keeps the report
     * @param fallBack runs after it if it fails
     */
    static BlockTermination begin(
            Run<?, ?> run,
            PrintStream log,
            VirtualChannel channel,
            CompletableFuture<TerminationOrder> order,
            Runnable fallBack) {
        CompletableFuture<AgentTermination> started =
                order.thenApply(ready -> AgentTermination.begin(channel, ready, log, null));
        CompletableFuture<Optional<TerminationReport>> over = order.thenCombine(
                        started,
                        (ready, termination) ->
                                termination.report().orTimeout(limit(ready).toSeconds(), TimeUnit.SECONDS))
                .thenCompose(report -> report)
                .thenCombine(order, (report, ready) -> ReportStore.add(run, ready.cause(), ready.settings(), report))
                .thenApply(Optional::of)
                .exceptionallyAsync(
                        failure -> {
                            tell(failure, log, channel);
                            fallBack.run();
                            return Optional.empty();
                        },
                        Computer.threadPoolForRemoting);
        return new BlockTermination(started, over);
    }

    private static Duration limit(TerminationOrder order) {
        return order.settings().ladder().total().plus(PATIENCE);
    }

    private static void tell(Throwable failure, PrintStream log, VirtualChannel channel) {
        log.println(LogLines.line(
                Channels.isLost(channel)
                        ? "The connection to the agent was lost in the termination"
                        : "The processes could not be ended: " + reason(failure)));
    }

    /** What is left to do where ours has failed. */
    static void killAsJenkinsDoes(Launcher launcher, Map<String, String> variables, PrintStream log) {
        try {
            log.println(LogLines.line("Jenkins' own killing does what it can"));
            launcher.kill(variables);
        } catch (IOException e) {
            log.println(LogLines.line("It failed, too: " + reason(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In one line what a person can use: the innermost cause. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    boolean isOver() {
        return over.isDone();
    }

    /** Completes with the report, empty if there is none; it never fails. */
    CompletableFuture<Optional<TerminationReport>> over() {
        return over.exceptionally(failure -> Optional.empty());
    }

    /** Somebody asks for it while it runs: together with the others that one abort stops, or once more. */
    synchronized void again() {
        Duration now = CLOCK.elapsed();
        Duration pause = now.minus(lastAsked);
        lastAsked = now;
        if (pause.compareTo(SAME_ABORT) > 0) {
            killNow();
        }
    }

    synchronized void killNow() {
        if (!hurried && !isOver()) {
            hurried = true;
            started.thenAcceptAsync(AgentTermination::killNow, Computer.threadPoolForRemoting);
        }
    }
}
