package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;

/** Whether any member heeds a signal. In a Pipeline all ignore SIGHUP, SIGINT and SIGQUIT but those that handle them. */
public final class Heed {

    private Heed() {}

    /** Whether every member ignores the signal: then its window would pass for nothing. */
    public static boolean isIgnoredByAll(Members members, Signal signal) {
        return members.alive().stream()
                .allMatch(process -> process.details()
                        .map(ProcessDetails::signals)
                        .filter(sets -> sets.of(signal) == Disposition.IGNORED)
                        .isPresent());
    }
}
