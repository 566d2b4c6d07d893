package io.jenkins.plugins.cleankill.engine;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import io.jenkins.plugins.cleankill.engine.termination.NamedMembers;
import io.jenkins.plugins.cleankill.engine.termination.Terminator;
import java.io.IOException;

/**
 * Ends processes on one machine: the engine's door. A request goes in, an outcome comes back. One object does one
 * termination.
 */
public final class CleanKill {

    private final Terminator terminator;

    /** A termination that has not begun. */
    public CleanKill(OperatingSystem system, TerminationRequest request) {
        this.terminator = new Terminator(
                system,
                request.scope(),
                request.settings(),
                new KeepRules(request.scope().keepMarkers(), request.settings().keep(), request.veto()),
                request.listener(),
                request.workplace());
    }

    /**
     * Ends the processes and tells what came of it. It takes no longer than all windows together and five seconds, and
     * two more for thread dumps that are asked for and do not come, whatever the processes do; when it returns, nothing
     * is frozen any more. Call it once.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public Outcome terminate() throws IOException {
        return terminator.run();
    }

    /**
     * Like {@link #terminate()}, of what is left at the end of a build or block: it tells first what the processes hold.
     * Call it once, and then nothing else.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public Outcome sweep() throws IOException {
        return terminator.sweep();
    }

    /**
     * Like {@link #terminate()}, after another termination of the same processes was cut off by the loss of its JVM:
     * the processes that the first has frozen are thawed, and its first signal is not repeated to a process that
     * catches it. Call it once, and then nothing else.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public Outcome takeUp() throws IOException {
        return terminator.takeUp();
    }

    /**
     * Names the processes that live, and touches none. Call it once, and then nothing else.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public Outcome survey() throws IOException {
        return terminator.survey();
    }

    /**
     * Of a scope the members of certain names, as they are now, with all that descends from them.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public static Scope named(OperatingSystem system, Scope scope, NamePatterns names) throws IOException {
        return NamedMembers.in(system, scope, names);
    }

    /** Skips the rest of the windows: the members that are left are killed now. Any thread may call it, at any time. */
    public void killNow() {
        terminator.killNow();
    }
}
