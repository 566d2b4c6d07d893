package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.action.ReportStore;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.AnswerLimit;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.Failures;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.agent.KillingDisabledException;
import io.jenkins.plugins.cleankill.agent.LeftToJenkinsException;
import io.jenkins.plugins.cleankill.agent.LimitedWait;
import io.jenkins.plugins.cleankill.agent.Place;
import io.jenkins.plugins.cleankill.agent.SignOfLife;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.deadbuilds.CutOff;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Has a build's terminations done on its agent, and keeps their reports. */
final class BuildTerminations {

    private final AbstractBuild<?, ?> build;
    private final Launcher plain;
    private final TaskListener listener;
    private final BuildSecrets secrets;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private volatile boolean unanswered;

    /** @param plain the launcher that ours decorates */
    BuildTerminations(AbstractBuild<?, ?> build, Launcher plain, TaskListener listener, BuildSecrets secrets) {
        this.build = build;
        this.plain = plain;
        this.listener = listener;
        this.secrets = secrets;
    }

    /**
     * Has it done, and waits for it.
     *
     * @param output what is followed meanwhile, null for nothing
     * @param hurried whether there is no time for its windows
     * @return empty if that failed, with a line in the log
     */
    Optional<TerminationReport> run(TerminationOrder order, FollowedOutput output, boolean hurried) {
        CompletableFuture<Void> alive = SignOfLife.of(plain.getChannel());
        AgentTermination termination = AgentTermination.begin(
                plain.getChannel(), order.withTold(told).in(place()), new BuildLog(build, listener), output);
        LimitedWait<TerminationReport> wait = new LimitedWait<>(
                        termination.report().thenApply(this::keep))
                .within(limit(order))
                .unlessAlive(alive, AnswerLimit.margin());
        if (hurried) {
            hurry(termination, wait);
        }
        try {
            TerminationReport report = patiently(termination, wait);
            report.outcome().processes().stream()
                    .filter(each -> each.ending() == Ending.KEPT || each.ending() == Ending.LEFT)
                    .map(ProcessRecord::pid)
                    .forEach(told::add);
            return Optional.of(report);
        } catch (ExecutionException e) {
            unanswered |= Failures.isTimeout(e) && !isCutOff();
            say(failure(e.getCause()));
            termination.report().whenComplete((report, failure) -> oweIfCutOff(order, failure));
            return Optional.empty();
        }
    }

    /** An agent that has not answered before is not waited for once more: what it is asked for, it does when it answers. */
    private Duration limit(TerminationOrder order) {
        return unanswered ? Duration.ZERO : AnswerLimit.of(order.settings());
    }

    private static void hurry(AgentTermination termination, LimitedWait<?> wait) {
        termination.killNow();
        wait.within(AnswerLimit.HURRIED);
    }

    /** An interrupt is a second abort, and hurries. The caller learns of it by its flag. */
    private static TerminationReport patiently(AgentTermination termination, LimitedWait<TerminationReport> wait)
            throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.result().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    hurry(termination, wait);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private TerminationReport keep(TerminationReport report) {
        return ReportStore.add(build, secrets.texts(), report);
    }

    /** At once, or when the connection to an agent that hung breaks in the end. */
    private void oweIfCutOff(TerminationOrder order, Throwable failure) {
        if (failure != null && isCutOff()) {
            owe(order.occasion() == TerminationOrder.Occasion.ABORT ? order.takenUp() : order);
        }
    }

    private void owe(TerminationOrder order) {
        BuildSecrets masked = secrets;
        CutOff.owe(build.getBuiltOnStr(), build, order, (run, report) -> ReportStore.add(run, masked.texts(), report));
    }

    /** Several agents may work on a build with many axes, or on its modules. */
    private String place() {
        return Place.on(build.getBuiltOnStr());
    }

    private String failure(Throwable cause) {
        if (cause instanceof KillingDisabledException || cause instanceof LeftToJenkinsException) {
            return cause.getMessage();
        }
        if (isCutOff()) {
            return "The agent is lost: what of the build still runs there is not known"
                    + (Channels.node(build.getBuiltOnStr()) == null ? "" : "; it is ended when the agent is back");
        }
        return unanswered
                ? "The agent has not answered in time: what of the build still runs there is not known; it goes on with"
                        + " the termination when it answers again"
                : "The processes could not be ended (" + cause + "); Jenkins' own killing does what it can";
    }

    /** Whether the agent can't be asked for anything: it is lost, or hangs. */
    boolean agentIsLost() {
        return unanswered || isCutOff();
    }

    /** Whether it hangs: its connection holds, and it has not answered in time. */
    boolean agentHangs() {
        return unanswered && !isCutOff();
    }

    private boolean isCutOff() {
        return Channels.isLost(plain.getChannel());
    }

    /** Prints a line of ours, once in a build. */
    void say(String text) {
        if (said.add(text)) {
            listener.getLogger().println(LogLines.line(text));
        }
    }
}
