package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * One termination, whole: why it began, under which settings, and what came of it.
 *
 * @param cause who or what began it: {@code Aborted by alice}
 * @param settings what was in force
 * @param outcome what came of it
 */
public record TerminationReport(String cause, Settings settings, Outcome outcome) implements Serializable {

    /** The same report, with every text in it that may have come from outside changed: secrets are masked so. */
    public TerminationReport withTexts(UnaryOperator<String> change) {
        return new TerminationReport(change.apply(cause), settings, outcome.withTexts(change));
    }
}
