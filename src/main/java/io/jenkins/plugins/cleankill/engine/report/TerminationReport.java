package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import java.io.Serializable;

/**
 * One termination, whole: why it began, under which settings, and what came of it.
 *
 * @param cause who or what began it: {@code Aborted by alice}
 * @param settings what was in force
 * @param outcome what came of it
 */
public record TerminationReport(String cause, Settings settings, Outcome outcome) implements Serializable {}
