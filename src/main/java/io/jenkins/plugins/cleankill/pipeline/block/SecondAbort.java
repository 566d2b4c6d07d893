package io.jenkins.plugins.cleankill.pipeline.block;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * Tells a person who is tired of waiting from what else stops a step again: an abort, which stops the steps of a
 * {@code parallel} one after another, and a {@code timeout} or a {@code failFast} on top of it. An abort is one object for
 * all steps that it stops, however long the machine takes from one to the next.
 */
final class SecondAbort {

    private final Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Steps were stopped; their causes are known from now on.
     *
     * @return whether among the causes is a person's abort that was not known, and it is not the first time
     */
    synchronized boolean isBehind(List<Throwable> causes) {
        // A step that waits in a thread of its own does not tell the cause of its stop: this abort may be the first
        boolean again =
                !known.isEmpty() && causes.stream().anyMatch(cause -> isOfAPerson(cause) && !known.contains(cause));
        known.addAll(causes);
        return again;
    }

    private static boolean isOfAPerson(Throwable cause) {
        return cause instanceof FlowInterruptedException interruption
                && interruption.getCauses().stream().anyMatch(CauseOfInterruption.UserInterruption.class::isInstance);
    }
}
