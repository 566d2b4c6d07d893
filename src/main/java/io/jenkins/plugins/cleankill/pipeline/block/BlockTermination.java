package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.SignOfLife;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.ContainerPhase;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import io.jenkins.plugins.cleankill.pipeline.log.ProcessesEnd;
import io.jenkins.plugins.cleankill.pipeline.log.StoppedSteps;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One termination of a block: the preparation, the work on the agent, and the fallback if that fails. */
final class BlockTermination {

    private final CompletableFuture<AgentTermination> started;
    private final CompletableFuture<TerminationReport> answer;
    private final LimitedWait<TerminationReport> wait;
    private final CompletableFuture<Optional<TerminationReport>> over;
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final SecondAbort secondAbort = new SecondAbort();
    private CompletableFuture<?> causesKnown = CompletableFuture.completedFuture(null);
    private final ContainerPhase inside;
    private final VirtualChannel channel;
    private final PrintStream log;
    private volatile boolean unanswered;
    private volatile boolean cutOff;

    /**
     * Begins it when the order is there.
     *
     * @param output the output to follow, null for none
     * @param inside the phase in a container, which comes first
     * @param fallBack runs after it if it fails
     */
    BlockTermination(
            BlockReports reports,
            PrintStream log,
            VirtualChannel channel,
            CompletableFuture<TerminationOrder> order,
            @CheckForNull CommandOutput output,
            ContainerPhase inside,
            Runnable fallBack) {
        this.inside = inside;
        this.channel = channel;
        this.log = log;
        this.started = order.thenCompose(ready -> inside.first(ready, reports::keep))
                .thenApply(ready -> AgentTermination.begin(channel, ready, log, output));
        this.answer = started.thenCompose(AgentTermination::report).thenApply(reports::keep);
        this.wait = new LimitedWait<>(answer).unlessAlive(SignOfLife.of(channel), AnswerLimit.margin());
        order.thenAccept(ready -> wait.within(AnswerLimit.of(ready.settings())));
        started.thenAccept(termination -> {
            if (inside.isUnanswered()) {
                termination.killNow(); // the windows are over
            }
        });
        this.over = wait.result()
                .thenApplyAsync(
                        report -> {
                            if (inside.hasFailed() && !report.outcome().hadMembers()) {
                                fallBack.run();
                            }
                            return Optional.of(inside.orElse(report));
                        },
                        Computer.threadPoolForRemoting)
                .exceptionallyAsync(failure -> failed(failure, fallBack), Computer.threadPoolForRemoting);
        // The agent hangs no more: its report, which is kept by now, says what became of the processes
        answer.thenAccept(report -> unanswered = false);
    }

    private Optional<TerminationReport> failed(Throwable failure, Runnable fallBack) {
        if (Channels.isLost(channel)) {
            cutOff = true;
            say("The connection to the agent was lost in the termination");
        } else if (Failures.isTimeout(failure)) {
            unanswered = true;
            say("The agent has not answered in time: whether processes still run there is not known; it goes on"
                    + " with the termination when it answers again");
            return Optional.empty();
        } else {
            say("The processes could not be ended: " + Failures.reason(failure));
        }
        fallBack.run();
        return Optional.empty();
    }

    private void say(String text) {
        log.println(LogLines.line(text));
    }

    /** Jenkins' own killing, for where ours has failed; its end is awaited no longer than an agent may take. */
    static void killAsJenkinsDoes(Launcher launcher, Map<String, String> variables, PrintStream log) {
        log.println(LogLines.line("Jenkins' own killing does what it can"));
        try {
            AnswerLimit.await(() -> kill(launcher, variables), AnswerLimit.margin());
        } catch (ExecutionException e) {
            log.println(LogLines.line("It failed, too: " + Failures.reason(e)));
        } catch (TimeoutException e) {
            log.println(
                    LogLines.line("It is not over after " + AnswerLimit.margin().toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Void kill(Launcher launcher, Map<String, String> variables)
            throws IOException, InterruptedException {
        launcher.kill(variables);
        return null;
    }

    boolean isOver() {
        return over.isDone();
    }

    /** Whether the agent has given no answer in time, and none since then. */
    boolean isUnanswered() {
        return unanswered;
    }

    /** Runs if the connection to an agent that hung breaks after the wait for it has been given up. */
    void ifLostAfterTheWait(Runnable lost) {
        answer.whenComplete((report, failure) -> {
            if (failure != null && unanswered && Channels.isLost(channel)) {
                lost.run();
            }
        });
    }

    /** Whether the connection to the agent broke. */
    boolean isCutOff() {
        return cutOff;
    }

    /** Completes with the report, empty if there is none; it never fails. */
    CompletableFuture<Optional<TerminationReport>> over() {
        return over.exceptionally(failure -> Optional.empty());
    }

    /** Completes with what is known of the processes then; it never fails. */
    CompletableFuture<ProcessesEnd> end() {
        return over().thenApply(report -> {
            if (report.isPresent()) {
                return ProcessesEnd.REPORTED;
            }
            if (cutOff) {
                return ProcessesEnd.CUT_OFF;
            }
            return unanswered ? ProcessesEnd.UNANSWERED : ProcessesEnd.FAILED;
        });
    }

    /** The steps that it was begun for. */
    synchronized void begunFor(CompletableFuture<StoppedSteps> steps) {
        causesKnown = steps.thenAccept(known -> secondAbort.isBehind(known.causes()));
    }

    /** Steps are stopped while it runs, for these causes: if a person does that once more, it is hurried. */
    synchronized void again(CompletableFuture<List<Throwable>> causes) {
        causesKnown = causesKnown.thenCombine(causes, (before, known) -> {
            if (secondAbort.isBehind(known)) {
                killNow();
            }
            return null;
        });
    }

    /** Skips what is left of the windows. An agent that hangs is not waited for much longer. */
    void killNow() {
        if (!isOver() && hurry.complete(null)) {
            wait.within(inside.hurriedLimit());
            inside.killNow();
            started.thenAccept(AgentTermination::killNow);
        }
    }

    /** Completes when it is hurried. */
    CompletableFuture<Void> hurried() {
        return hurry;
    }
}
