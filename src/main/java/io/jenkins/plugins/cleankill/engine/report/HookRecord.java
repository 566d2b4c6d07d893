package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.Serializable;
import java.time.Duration;

/**
 * The outcome of a command of the user's that runs before the first signal, or after the last process. The command
 * itself is not told: it may hold secrets, and the command of the global configuration is the administrator's business only.
 *
 * @param limit how long it might take
 * @param from where it was set
 * @param ending how it ended
 * @param exitCode its exit code; null if it did not end by itself
 * @param took how long it was waited for
 */
public record HookRecord(Duration limit, Source from, HookEnding ending, Long exitCode, Duration took)
        implements Serializable {

    /** Whether another abort has cut it short. */
    public boolean isCutShort() {
        return ending == HookEnding.CUT_SHORT;
    }

    /** How the command ended. */
    public enum HookEnding {
        /** By itself. */
        ENDED,
        /** The command outlived its limit: it was ended as the build's processes are. */
        TIMED_OUT,
        /** Another abort cut it short: it was ended as the build's processes are. */
        CUT_SHORT,
        /** The command could not be started, or its end is not known. */
        FAILED,
        /** There was nowhere to run it: the build had not started any command, or the controller has restarted since. */
        NOT_RUN
    }
}
