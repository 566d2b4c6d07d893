package io.jenkins.plugins.cleankill.engine;

import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.settings.Settings;

/**
 * A request to the engine.
 *
 * @param scope which processes
 * @param settings how
 * @param veto spares processes, asked of every member once
 * @param listener hears of the progress
 */
public record TerminationRequest(Scope scope, Settings settings, Veto veto, ProgressListener listener) {}
