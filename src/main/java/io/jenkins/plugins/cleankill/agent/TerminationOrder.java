package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import java.util.UUID;

/**
 * What the controller orders an agent to do.
 *
 * @param id names the termination while it runs
 * @param cause who or what began it: {@code Aborted by alice}
 * @param place where in the build it is, {@code stage Deploy, on agent-1}; empty if there is nothing to tell apart
 * @param scope which processes
 * @param settings how
 * @param occasion why
 * @param told the pids of processes whose living on the user was told of before
 */
public record TerminationOrder(
        String id, String cause, String place, Scope scope, Settings settings, Occasion occasion, Set<Long> told)
        implements Serializable {

    private static final String TAKEN_UP = ", taken up again";

    /** To end what an aborted command started. */
    public static TerminationOrder abort(String cause, Scope scope, Settings settings) {
        return new TerminationOrder(UUID.randomUUID().toString(), cause, "", scope, settings, Occasion.ABORT, Set.of());
    }

    /** To treat what is still alive when a block or build ends, as the settings' policy for leftovers says. */
    public static TerminationOrder leftovers(String cause, Scope scope, Settings settings) {
        return new TerminationOrder(
                UUID.randomUUID().toString(), cause, "", scope, settings, Occasion.LEFTOVERS, Set.of());
    }

    /** The same order, in that place of the build. */
    public TerminationOrder in(String where) {
        return new TerminationOrder(id, cause, where, scope, settings, occasion, told);
    }

    /** The same order, of which less is told. */
    public TerminationOrder withTold(Set<Long> pids) {
        return new TerminationOrder(id, cause, place, scope, settings, occasion, Set.copyOf(pids));
    }

    /** The same termination, after the connection was lost: on the agent it may still run, or it was cut off. */
    public TerminationOrder takenUp() {
        String again = cause.endsWith(TAKEN_UP) ? cause : cause + TAKEN_UP;
        return new TerminationOrder(id, again, place, scope, settings, Occasion.TAKEN_UP, told);
    }

    /** Whether it only wants to know who is there. */
    public boolean touchesNobody() {
        return occasion == Occasion.LEFTOVERS && !settings.leftovers().kills();
    }

    /** Has it done as the occasion, and the policy for leftovers, want it. */
    TerminationReport doOn(CleanKill work) throws IOException {
        if (occasion == Occasion.TAKEN_UP) {
            return work.takeUp();
        }
        return touchesNobody() ? work.survey() : work.terminate();
    }

    /** Why a termination is ordered. */
    public enum Occasion {
        ABORT,
        TAKEN_UP,
        LEFTOVERS
    }
}
