package io.jenkins.plugins.cleankill.engine;

import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.settings.Settings;

/**
 * A request to the engine.
 *
 * @param scope which processes
 * @param settings how
 * @param veto spares processes, asked of every member once
 * @param listener hears of the progress
 * @param workplace where processes that look like the build's are looked for, to be named
 */
public record TerminationRequest(
        Scope scope, Settings settings, Veto veto, ProgressListener listener, Workplace workplace) {

    /** A request that is about members alone. */
    public TerminationRequest(Scope scope, Settings settings, Veto veto, ProgressListener listener) {
        this(scope, settings, veto, listener, Workplace.NONE);
    }
}
