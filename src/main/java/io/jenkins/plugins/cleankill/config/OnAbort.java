package io.jenkins.plugins.cleankill.config;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.Serializable;
import java.time.Duration;

/**
 * A command that runs first on an abort, in the same place and environment as the build's commands.
 *
 * @param command for a shell, not blank
 * @param limit how long it may take: whole seconds, 1 or more
 * @param from where the command was set; null in what an earlier version kept, which is unknown
 */
public record OnAbort(String command, Duration limit, Source from) implements Serializable {

    /** The time limit where none is set. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    static final String LIMIT_FIELD = "onAbortSeconds";

    /**
     * @throws InvalidSettingException naming {@code onAbort} or {@code onAbortSeconds}
     */
    public OnAbort {
        if (command.isBlank()) {
            throw new InvalidSettingException("onAbort", command, "a shell command, not blank");
        }
        checkSeconds(limit.toSeconds());
        from = from == null ? Source.UNKNOWN : from;
    }

    static int checkSeconds(long seconds) {
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new InvalidSettingException(LIMIT_FIELD, seconds, "whole seconds, 1 or more");
        }
        return (int) seconds;
    }

    /**
     * This time limit, if it is no more than the administrator allows.
     *
     * @throws InvalidSettingException naming {@code onAbortSeconds}
     */
    static Duration within(Duration limit, Duration cap) {
        if (limit.compareTo(cap) > 0) {
            throw new InvalidSettingException(
                    LIMIT_FIELD, limit.toSeconds(), "at most " + cap.toSeconds() + ", as the administrator set");
        }
        return limit;
    }
}
