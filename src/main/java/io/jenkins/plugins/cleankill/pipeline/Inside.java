package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.container.ContainerTermination;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a termination does in a container before the agent looks for the rest: the container sees all of its processes, and
 * the agent's end of the commands, {@code docker exec}, brings their output to the last.
 */
final class Inside {

    /** Where there is no container. */
    static final Inside NOTHING = new Inside(null, null, false);

    private final ContainerTermination work;
    private final PrintStream log;
    private final boolean mayBeGone;
    private volatile boolean failed;
    private volatile TerminationReport report;

    private Inside(ContainerTermination work, PrintStream log, boolean mayBeGone) {
        this.work = work;
        this.log = log;
        this.mayBeGone = mayBeGone;
    }

    /**
     * The container there, if there is one.
     *
     * @param mayBeGone whether it may have ended, which needs no words
     */
    static Inside of(Spot place, PrintStream log, boolean mayBeGone) {
        return place.isContainer() ? new Inside(new ContainerTermination(place.plain(), log), log, mayBeGone) : NOTHING;
    }

    /** Completes with the order when the work in the container is done, or has failed with a line in the log. */
    CompletableFuture<TerminationOrder> first(TerminationOrder order, BlockReports reports) {
        if (work == null) {
            return CompletableFuture.completedFuture(order);
        }
        return work.begin(order).thenApply(reports::keep).handle((told, failure) -> {
            report = told;
            failed = failure != null;
            if (failed && !mayBeGone) {
                log.println(LogLines.line(
                        "The processes in the container could not be ended: " + BlockTermination.reason(failure)));
            }
            return order;
        });
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
