package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import java.io.Serializable;

/**
 * One termination, whole: why it began, under which settings, and what came of it.
 *
 * @param cause who or what began it: {@code Aborted by alice}
 * @param place where in the build it was, {@code stage Deploy, on agent-1}; empty if there is nothing to tell apart
 * @param settings what was in force
 * @param outcome what came of it
 */
public record TerminationReport(String cause, String place, Settings settings, Outcome outcome)
        implements Serializable {

    /** A report of which the place is not known. */
    public TerminationReport(String cause, Settings settings, Outcome outcome) {
        this(cause, "", settings, outcome);
    }

    /** The same report, of a termination in that place. */
    public TerminationReport in(String where) {
        return new TerminationReport(cause, where, settings, outcome);
    }
}
