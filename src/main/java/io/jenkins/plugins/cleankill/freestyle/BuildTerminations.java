package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.action.ReportStore;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.agent.KillingDisabledException;
import io.jenkins.plugins.cleankill.agent.LeftToJenkinsException;
import io.jenkins.plugins.cleankill.agent.Place;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.deadbuilds.CutOff;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import java.util.Optional;
import java.util.Set;
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
        AgentTermination termination = AgentTermination.begin(
                plain.getChannel(), order.withTold(told).in(place()), listener.getLogger(), output);
        if (hurried) {
            termination.killNow();
        }
        try {
            TerminationReport report = keep(patiently(termination));
            report.outcome().processes().stream()
                    .filter(each -> each.ending() == Ending.KEPT || each.ending() == Ending.LEFT)
                    .map(ProcessRecord::pid)
                    .forEach(told::add);
            return Optional.of(report);
        } catch (ExecutionException e) {
            say(failure(e.getCause()));
            if (agentIsLost()) {
                owe(order.occasion() == TerminationOrder.Occasion.ABORT ? order.takenUp() : order);
            }
            return Optional.empty();
        }
    }

    /** An interrupt does not end the wait: it is a second abort, and hurries. The caller learns of it by its flag. */
    private static TerminationReport patiently(AgentTermination termination) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return termination.report().get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    termination.killNow();
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

    private void owe(TerminationOrder order) {
        CutOff.owe(build.getBuiltOnStr(), build, order, this::keep);
    }

    /** Several agents may work on a build with many axes, or on its modules. */
    private String place() {
        return Place.on(build.getBuiltOnStr());
    }

    private String failure(Throwable cause) {
        if (cause instanceof KillingDisabledException || cause instanceof LeftToJenkinsException) {
            return cause.getMessage();
        }
        return agentIsLost()
                ? "The agent is lost: what of the build still runs there is not known; it is ended when the agent is"
                        + " back"
                : "The processes could not be ended (" + cause + "); Jenkins' own killing does what it can";
    }

    /** Whether there is nobody who could do anything. */
    boolean agentIsLost() {
        return Channels.isLost(plain.getChannel());
    }

    /** Prints a line of ours, once in a build. */
    void say(String text) {
        if (said.add(text)) {
            listener.getLogger().println(LogLines.line(text));
        }
    }
}
