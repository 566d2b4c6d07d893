package io.jenkins.plugins.cleankill.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.ReachTask;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.AnswerLimit;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A termination's part in a container, before the agent looks for the rest: the container sees all of its processes,
 * and the agent's end of the commands, {@code docker exec}, brings their output to the last.
 */
public final class ContainerPhase {

    private static final Logger LOGGER = Logger.getLogger(ContainerPhase.class.getName());

    /** Where there is no container. */
    public static final ContainerPhase NOTHING = new ContainerPhase(null, null, null, order -> {});

    private final ContainerTermination work;
    private final LaunchTarget target;
    private final PrintStream log;
    private final Consumer<TerminationOrder> announced;
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private volatile boolean failed;
    private volatile boolean unanswered;
    private volatile TerminationReport report;

    private ContainerPhase(
            ContainerTermination work, LaunchTarget target, PrintStream log, Consumer<TerminationOrder> announced) {
        this.work = work;
        this.target = target;
        this.log = log;
        this.announced = announced;
    }

    /**
     * The container there, if there is one.
     *
     * @param directory where a command was started there, null if that is not known
     * @param announced hears of the order when its end in the container was heard of
     */
    static ContainerPhase of(
            LaunchTarget target,
            @CheckForNull FilePath directory,
            PrintStream log,
            Consumer<TerminationOrder> announced) {
        return target.isContainer()
                ? new ContainerPhase(new ContainerTermination(target.plain(), directory, log), target, log, announced)
                : NOTHING;
    }

    /**
     * Completes with the order when the work in the container is done, or has failed with a line in the log.
     *
     * @param reports keeps a report, and returns it
     */
    public CompletableFuture<TerminationOrder> first(TerminationOrder order, UnaryOperator<TerminationReport> reports) {
        if (work == null) {
            return CompletableFuture.completedFuture(order);
        }
        return CompletableFuture.supplyAsync(() -> isWithinReach(order), Computer.threadPoolForRemoting)
                .completeOnTimeout(Reached.UNANSWERED, AnswerLimit.HURRIED.toSeconds(), TimeUnit.SECONDS)
                .thenCompose(reached -> switch (reached) {
                    case WHOLLY -> CompletableFuture.completedFuture(leave(order));
                    case NOT_WHOLLY -> enter(order, reports);
                    case UNANSWERED -> CompletableFuture.completedFuture(giveUp(order));
                });
    }

    /** How much of a container the agent can do by itself; a daemon that hangs does not even list the members. */
    private enum Reached {
        WHOLLY,
        NOT_WHOLLY,
        UNANSWERED
    }

    /** No command gets through: the agent ends what it sees, with all of the windows. */
    private TerminationOrder giveUp(TerminationOrder order) {
        failed = true;
        log.println(LogLines.line("The container does not answer: the agent ends what it sees of it"));
        return order;
    }

    /**
     * Whether the agent can do all of it: its engine knows more of processes than a shell. Only the container knows its
     * members, so it is asked first.
     */
    private Reached isWithinReach(TerminationOrder order) {
        try {
            return order.occasion() == TerminationOrder.Occasion.ABORT && isWithinReach(order, work.members(order))
                    ? Reached.WHOLLY
                    : Reached.NOT_WHOLLY;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The container's members are not known to be within the agent's reach", e);
            return Reached.NOT_WHOLLY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reached.NOT_WHOLLY;
        }
    }

    /** A member that the agent can't find may have ended meanwhile: then the container does not see it any more, either. */
    private boolean isWithinReach(TerminationOrder order, Set<ProcessIdentity> members)
            throws IOException, InterruptedException {
        VirtualChannel channel = target.plain().getChannel();
        if (channel == null) {
            return false;
        }
        Set<ProcessIdentity> beyond = ReachTask.beyond(channel, members);
        return beyond.size() < members.size()
                && (beyond.isEmpty() || Collections.disjoint(beyond, work.members(order)));
    }

    private TerminationOrder leave(TerminationOrder order) {
        announced.accept(order);
        return order;
    }

    private CompletableFuture<TerminationOrder> enter(
            TerminationOrder order, UnaryOperator<TerminationReport> reports) {
        return wait(order, reports).handle((done, failure) -> {
            report = done;
            failed = failure != null;
            unanswered = failed && Failures.isTimeout(failure);
            if (!failed) {
                announced.accept(order);
            }
            if (failed && !needsNoWords(order)) {
                log.println(LogLines.line(whatFailed(order) + why(failure)));
            }
            return order;
        });
    }

    private CompletableFuture<TerminationReport> wait(
            TerminationOrder order, UnaryOperator<TerminationReport> reports) {
        LimitedWait<TerminationReport> wait =
                new LimitedWait<>(work.begin(order).thenApply(reports));
        hurry.thenRun(() -> wait.within(AnswerLimit.HURRIED));
        return wait.within(AnswerLimit.inContainer(order.settings())).result();
    }

    private static String why(Throwable failure) {
        return Failures.isTimeout(failure) ? "it has not answered in time" : Failures.reason(failure);
    }

    /** At the end of a block around it, the container has ended as a rule. A lost agent has a line of its own. */
    private boolean needsNoWords(TerminationOrder order) {
        return target.endsWithStep() && order.occasion() == TerminationOrder.Occasion.LEFTOVERS
                || Channels.isLost(target.plain().getChannel());
    }

    private static String whatFailed(TerminationOrder order) {
        return order.occasion() == TerminationOrder.Occasion.TAKEN_UP
                ? "What the termination in the container did meanwhile is not known: "
                : "The processes in the container could not be ended: ";
    }

    /** The report of the container, unless only the agent's has members. */
    public TerminationReport orElse(TerminationReport ofAgent) {
        return report == null || ofAgent.outcome().hadMembers() ? ofAgent : report;
    }

    /** Whether a member was there, as far as is known. */
    boolean hadMembers() {
        return Optional.ofNullable(report)
                .filter(announced -> announced.outcome().hadMembers())
                .isPresent();
    }

    /** Whether no command could look into the container, though there is one. */
    public boolean hasFailed() {
        return failed;
    }

    /** Whether the container gave no answer in time. */
    public boolean isUnanswered() {
        return unanswered;
    }

    /** The most that is left after a second abort, here and on the agent: a container may take commands once a second. */
    public Duration hurriedLimit() {
        return work == null ? AnswerLimit.HURRIED : AnswerLimit.HURRIED.plus(AnswerLimit.TO_KILL);
    }

    public void killNow() {
        if (work != null) {
            work.killNow();
            hurry.complete(null);
        }
    }
}
