package io.jenkins.plugins.cleankill.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.agent.KillingDisabledException;
import io.jenkins.plugins.cleankill.agent.LeftToJenkinsException;
import io.jenkins.plugins.cleankill.agent.SignOfLife;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.controller.AfterKill;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.BuildLocation;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LaunchSite;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.deadbuilds.PendingTerminations;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.reports.ReportStore;
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
    private final AfterKill afterKill;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<Long> reported = ConcurrentHashMap.newKeySet();
    private volatile boolean unanswered;

    /**
     * @param plain the launcher that ours decorates
     * @param afterKill the user's command for after the last process, null if there is none
     */
    BuildTerminations(
            AbstractBuild<?, ?> build,
            Launcher plain,
            TaskListener listener,
            BuildSecrets secrets,
            @CheckForNull Hook afterKill) {
        this.build = build;
        this.plain = plain;
        this.listener = listener;
        this.secrets = secrets;
        this.afterKill = new AfterKill(afterKill);
    }

    /** The same as {@link #run}, for all of the build's processes: the user's command for after the last one may be due. */
    Optional<TerminationReport> runToTheLast(TerminationOrder order, CommandOutput output, boolean hurried) {
        Optional<TerminationReport> report = run(order, output, hurried);
        afterKill.note(order, report);
        return report;
    }

    /**
     * Runs the user's command for after the last process, if it is due, and treats what that leaves.
     *
     * @param place where the last command was started, null if none was
     * @return whether it was due
     */
    boolean runAfterKill(@CheckForNull LaunchSite place, Cookie cookie, Settings settings) {
        Optional<AfterKill.Due> found = afterKill.take();
        found.ifPresent(due -> {
            HookRecord command = place == null
                    ? due.runNowhere(listener)
                    : due.run(place, cookie.asVariables(), plain, listener, new CompletableFuture<>());
            due.report().ifPresent(report -> ReportStore.addAfterKill(build, report, command));
            TerminationOrder.afterKill(command, Scope.of(cookie), settings)
                    .ifPresent(order -> run(order, null, command.isCutShort()));
        });
        return found.isPresent();
    }

    /**
     * Has it done, and waits for it.
     *
     * @param output the output that is followed meanwhile, null for none
     * @param hurried whether there is no time for its windows
     * @return empty if that failed, with a line in the log
     */
    Optional<TerminationReport> run(TerminationOrder order, CommandOutput output, boolean hurried) {
        CompletableFuture<Void> alive = SignOfLife.of(plain.getChannel());
        AgentTermination termination = AgentTermination.begin(
                plain.getChannel(), order.withReported(reported).in(place()), new BuildLog(build, listener), output);
        LimitedWait<TerminationReport> wait = new LimitedWait<>(
                        termination.report().thenApply(this::keep))
                .within(limit(order))
                .unlessAlive(alive, AnswerLimit.margin());
        if (hurried) {
            hurry(termination, wait);
        }
        try {
            // An interrupt is a second abort. The caller learns of it by the flag
            TerminationReport report = wait.await(() -> hurry(termination, wait));
            report.outcome().processes().stream()
                    .filter(each -> each.ending() == Ending.KEPT || each.ending() == Ending.LEFT)
                    .map(ProcessRecord::pid)
                    .forEach(reported::add);
            report.outcome().lookAlikes().stream().map(LookAlike::pid).forEach(reported::add);
            return Optional.of(report);
        } catch (ExecutionException e) {
            unanswered |= Failures.isTimeout(e) && !isCutOff();
            say(failure(e.getCause()));
            termination.report().whenComplete((report, failure) -> oweIfCutOff(order, failure));
            return Optional.empty();
        }
    }

    /** An agent that has not answered before is not waited for once more: a new order runs when it answers. */
    private Duration limit(TerminationOrder order) {
        return unanswered ? Duration.ZERO : AnswerLimit.of(order.settings());
    }

    private static void hurry(AgentTermination termination, LimitedWait<?> wait) {
        termination.killNow();
        wait.within(AnswerLimit.HURRIED);
    }

    private TerminationReport keep(TerminationReport report) {
        return ReportStore.add(build, secrets.texts(), report);
    }

    /** At once, or when the connection to an agent that hung breaks in the end. */
    private void oweIfCutOff(TerminationOrder order, Throwable failure) {
        if (failure != null && isCutOff()) {
            postpone(order.occasion() == TerminationOrder.Occasion.ABORT ? order.takenUp() : order);
        }
    }

    /** What is born in the workspace until the agent is back is not the build's. */
    private void postpone(TerminationOrder order) {
        BuildSecrets masked = secrets;
        PendingTerminations.postpone(
                build.getBuiltOnStr(),
                build,
                order.lookingIn(null),
                (run, report) -> ReportStore.add(run, masked.texts(), report));
    }

    /** Several agents may work on a build with many axes, or on its modules. */
    private String place() {
        return BuildLocation.on(build.getBuiltOnStr());
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
