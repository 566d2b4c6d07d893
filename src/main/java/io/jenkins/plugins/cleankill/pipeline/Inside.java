package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.ContainerTermination;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a termination does in a container before the agent looks for the rest: the container sees all of its processes, and
 * the agent's end of the commands, {@code docker exec}, brings their output to the last.
 */
final class Inside {

    /** Where there is no container. */
    static final Inside NOTHING = new Inside(null, null, null, order -> {});

    private final ContainerTermination work;
    private final Spot place;
    private final PrintStream log;
    private final Consumer<TerminationOrder> told;
    private volatile boolean failed;
    private volatile TerminationReport report;

    private Inside(ContainerTermination work, Spot place, PrintStream log, Consumer<TerminationOrder> told) {
        this.work = work;
        this.place = place;
        this.log = log;
        this.told = told;
    }

    /**
     * The container there, if there is one.
     *
     * @param directory where a command was started there, null if that is not known
     * @param told hears of the order when its end in the container was heard of
     */
    static Inside of(Spot place, @CheckForNull FilePath directory, PrintStream log, Consumer<TerminationOrder> told) {
        return place.isContainer()
                ? new Inside(new ContainerTermination(place.plain(), directory, log), place, log, told)
                : NOTHING;
    }

    /** Completes with the order when the work in the container is done, or has failed with a line in the log. */
    CompletableFuture<TerminationOrder> first(TerminationOrder order, BlockReports reports) {
        if (work == null) {
            return CompletableFuture.completedFuture(order);
        }
        return work.begin(order).thenApply(reports::keep).handle((done, failure) -> {
            report = done;
            failed = failure != null;
            if (!failed) {
                told.accept(order);
            }
            if (failed && !needsNoWords(order)) {
                log.println(LogLines.line(whatFailed(order) + BlockTermination.reason(failure)));
            }
            return order;
        });
    }

    /** At the end of a block around it, the container has ended as a rule. A lost agent has a line of its own. */
    private boolean needsNoWords(TerminationOrder order) {
        return place.within() && order.occasion() == TerminationOrder.Occasion.LEFTOVERS
                || Channels.isLost(place.plain().getChannel());
    }

    private static String whatFailed(TerminationOrder order) {
        return order.occasion() == TerminationOrder.Occasion.TAKEN_UP
                ? "What the termination in the container did meanwhile is not known: "
                : "The processes in the container could not be ended: ";
    }

    /** The one of both reports that tells of somebody. */
    TerminationReport orElse(TerminationReport ofAgent) {
        return report == null || ofAgent.outcome().hadMembers() ? ofAgent : report;
    }

    /** Whether somebody was there, as far as is known. */
    boolean hadMembers() {
        return Optional.ofNullable(report)
                .filter(told -> told.outcome().hadMembers())
                .isPresent();
    }

    /** Whether nobody could look into the container, though there is one. */
    boolean hasFailed() {
        return failed;
    }

    void killNow() {
        if (work != null) {
            work.killNow();
        }
    }
}
