package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.agent.Interruption;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One termination of a block: what has to run first, the work on the agent, and what is done if that fails. */
final class BlockTermination {

    /** Between the moment when an executor forgets who interrupted it and the one when the build knows. */
    static final Executor LATER =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting);

    /** An agent that hangs, though its connection does not break, holds nobody longer than this after the windows. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CompletableFuture<AgentTermination> started;
    private final CompletableFuture<Optional<TerminationReport>> over;
    private final Run<?, ?> run;
    private final CompletableFuture<Optional<Object>> interruption;
    private final Inside inside;
    private boolean hurried;

    private BlockTermination(
            CompletableFuture<AgentTermination> started,
            CompletableFuture<Optional<TerminationReport>> over,
            Run<?, ?> run,
            Inside inside) {
        this.inside = inside;
        this.started = started;
        this.over = over;
        this.run = run;
        this.interruption = CompletableFuture.supplyAsync(() -> Optional.ofNullable(Interruption.latest(run)), LATER);
    }

    /**
     * Begins it when the order is there.
     *
     * @param output the output to follow, null for none
     * @param fallBack runs after it if it fails
     */
    static BlockTermination begin(
            BlockReports reports,
            PrintStream log,
            VirtualChannel channel,
            CompletableFuture<TerminationOrder> order,
            @CheckForNull FollowedOutput output,
            Runnable fallBack) {
        return begin(reports, log, channel, order, output, Inside.NOTHING, fallBack);
    }

    /** The same; what is in a container comes first. */
    static BlockTermination begin(
            BlockReports reports,
            PrintStream log,
            VirtualChannel channel,
            CompletableFuture<TerminationOrder> order,
            @CheckForNull FollowedOutput output,
            Inside inside,
            Runnable fallBack) {
        CompletableFuture<AgentTermination> started = order.thenCompose(ready -> inside.first(ready, reports))
                .thenApply(ready -> AgentTermination.begin(channel, ready, log, output));
        CompletableFuture<Optional<TerminationReport>> over = order.thenCombine(
                        started,
                        (ready, termination) ->
                                termination.report().orTimeout(limit(ready).toSeconds(), TimeUnit.SECONDS))
                .thenCompose(report -> report)
                .thenApply(reports::keep)
                .thenApplyAsync(
                        report -> {
                            if (inside.hasFailed() && !report.outcome().hadMembers()) {
                                fallBack.run();
                            }
                            return Optional.of(inside.orElse(report));
                        },
                        Computer.threadPoolForRemoting)
                .exceptionallyAsync(
                        failure -> {
                            tell(failure, log, channel);
                            fallBack.run();
                            return Optional.empty();
                        },
                        Computer.threadPoolForRemoting);
        return new BlockTermination(started, over, reports.run(), inside);
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

    /**
     * Somebody asks for it while it runs: as one of the steps that one abort stops one after another, because a
     * {@code timeout} expires meanwhile, or as a person who is tired of waiting. Only the last one hurries it.
     */
    void again() {
        interruption.thenAcceptAsync(
                before -> {
                    if (Interruption.latest(run) != before.orElse(null)) {
                        killNow();
                    }
                },
                LATER);
    }

    synchronized void killNow() {
        if (!hurried && !isOver()) {
            hurried = true;
            inside.killNow();
            started.thenAcceptAsync(AgentTermination::killNow, Computer.threadPoolForRemoting);
        }
    }
}
