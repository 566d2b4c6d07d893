package io.jenkins.plugins.cleankill.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.settings.NamePatterns;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The controller's order to an agent: one termination.
 *
 * @param id names the termination while it runs
 * @param cause the event that began it: {@code Aborted by alice}
 * @param place where in the build it is, {@code stage Deploy, on agent-1}; empty if there is nothing to tell apart
 * @param scope which processes
 * @param settings how
 * @param occasion why
 * @param onAbort the outcome of the user's command before; null if there was none
 * @param reported the pids of processes whose living on the user was told of before
 * @param ofBuild the variables by which Jenkins tells the build's processes: one that has changed any of them is spared;
 *     empty where no process is spared for that
 * @param names of the scope's processes only those of these names; null for all of them
 * @param workplace where processes that look like the build's are looked for, to be named; null for nowhere
 */
public record TerminationOrder(
        String id,
        String cause,
        String place,
        Scope scope,
        Settings settings,
        Occasion occasion,
        @CheckForNull HookRecord onAbort,
        Set<Long> reported,
        Map<String, String> ofBuild,
        @CheckForNull NamePatterns names,
        @CheckForNull Workplace workplace)
        implements Serializable {

    private static final String TAKEN_UP = ", taken up again";

    public TerminationOrder {
        reported = Set.copyOf(reported);
        ofBuild = ofBuild == null ? Map.of() : Map.copyOf(ofBuild); // null in what an earlier version kept
    }

    /** To end what an aborted command started. */
    public static TerminationOrder abort(String cause, Scope scope, Settings settings) {
        return begin(Occasion.ABORT, cause, scope, settings, null);
    }

    /** To treat what is still alive when a block or build ends, as the settings' policy for leftovers says. */
    public static TerminationOrder leftovers(String cause, Scope scope, Settings settings) {
        return begin(Occasion.LEFTOVERS, cause, scope, settings, null);
    }

    /** To end those of the scope's processes that have such names, at a moment that a script has chosen. */
    public static TerminationOrder named(NamePatterns names, String cause, Scope scope, Settings settings) {
        return begin(Occasion.ABORT, cause, scope, settings, names);
    }

    /**
     * To treat what the user's command for after the last process has left: to end it, if it was not over in time.
     *
     * @return empty if the command has not run
     */
    public static Optional<TerminationOrder> afterKill(HookRecord command, Scope scope, Settings settings) {
        return switch (command.ending()) {
            case NOT_RUN -> Optional.empty();
            case ENDED, FAILED -> Optional.of(leftovers("Still running after afterKill", scope, settings));
            case TIMED_OUT, CUT_SHORT -> Optional.of(abort("afterKill was not over in time", scope, settings));
        };
    }

    private static TerminationOrder begin(
            Occasion occasion, String cause, Scope scope, Settings settings, @CheckForNull NamePatterns names) {
        return new TerminationOrder(
                UUID.randomUUID().toString(),
                cause,
                "",
                scope,
                settings,
                occasion,
                null,
                Set.of(),
                Map.of(),
                names,
                null);
    }

    /** The same order, in that place of the build. */
    public TerminationOrder in(String where) {
        return new TerminationOrder(
                id, cause, where, scope, settings, occasion, onAbort, reported, ofBuild, names, workplace);
    }

    /** The same order, before which the user's command ran. */
    public TerminationOrder after(@CheckForNull HookRecord command) {
        return new TerminationOrder(
                id, cause, place, scope, settings, occasion, command, reported, ofBuild, names, workplace);
    }

    /** The same order, of which less is told. */
    public TerminationOrder withReported(Set<Long> pids) {
        return new TerminationOrder(
                id, cause, place, scope, settings, occasion, onAbort, pids, ofBuild, names, workplace);
    }

    /** The same order, in which a process is spared that has changed one of these variables. */
    public TerminationOrder sparing(Map<String, String> variables) {
        return new TerminationOrder(
                id, cause, place, scope, settings, occasion, onAbort, reported, variables, names, workplace);
    }

    /** The same order, in which processes that look like the build's are named; null for none. */
    public TerminationOrder lookingIn(@CheckForNull Workplace where) {
        return new TerminationOrder(
                id, cause, place, scope, settings, occasion, onAbort, reported, ofBuild, names, where);
    }

    /** The same termination, after the connection was lost: on the agent it may still run, or it was cut off. */
    public TerminationOrder takenUp() {
        String again = cause.endsWith(TAKEN_UP) ? cause : cause + TAKEN_UP;
        return new TerminationOrder(
                id, again, place, scope, settings, Occasion.TAKEN_UP, onAbort, reported, ofBuild, names, workplace);
    }

    /** Whether an abort is behind it, and not an end or a script's wish. */
    public boolean isAfterAnAbort() {
        return occasion != Occasion.LEFTOVERS && names == null;
    }

    /** Whether it names the processes, and signals none. */
    public boolean touchesNobody() {
        return occasion == Occasion.LEFTOVERS && !settings.leftovers().kills();
    }

    /** Why a termination is ordered. */
    public enum Occasion {
        ABORT,
        TAKEN_UP,
        LEFTOVERS
    }
}
