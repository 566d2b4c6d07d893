package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.Map;

/** Whether any member heeds a signal. In a Pipeline all ignore SIGHUP, SIGINT and SIGQUIT but those that handle them. */
public final class Heed {

    private Heed() {}

    /** Whether nothing more can come of the rung: every member that is left ignores its signal and is frozen. */
    public static boolean isOver(Members members, Map<ProcessIdentity, Treatment> treatments, Signal signal) {
        return isIgnoredByAll(members, signal)
                && members.alive().stream()
                        .map(process -> treatments.getOrDefault(process.identity(), Treatment.NONE))
                        .allMatch(treatment -> treatment.state() == State.FROZEN);
    }

    /** Whether every member ignores the signal: then its window would pass for nothing. */
    public static boolean isIgnoredByAll(Members members, Signal signal) {
        return members.alive().stream()
                .allMatch(process -> process.details()
                        .map(ProcessDetails::signals)
                        .filter(sets -> sets.of(signal) == Disposition.IGNORED)
                        .isPresent());
    }
}
