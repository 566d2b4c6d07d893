package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.Serializable;

/**
 * One termination, whole: why it began, under which settings, and what came of it.
 *
 * @param cause what began it: {@code Aborted by alice}
 * @param place where in the build it was, {@code stage Deploy, on agent-1}; empty if there is nothing to tell apart
 * @param settings what was in force
 * @param onAbort what the user's command did before the start; null if there was none
 * @param containers the containers that still ran at the end; null if there were none, or no look at them
 * @param outcome what came of it
 */
public record TerminationReport(
        String cause,
        String place,
        Settings settings,
        OnAbortRecord onAbort,
        ContainersRecord containers,
        Outcome outcome)
        implements Serializable {

    /** A report on processes. */
    public TerminationReport(String cause, String place, Settings settings, OnAbortRecord onAbort, Outcome outcome) {
        this(cause, place, settings, onAbort, null, outcome);
    }

    /** A report of which the place is not known, and before which nothing ran. */
    public TerminationReport(String cause, Settings settings, Outcome outcome) {
        this(cause, "", settings, null, outcome);
    }
}
