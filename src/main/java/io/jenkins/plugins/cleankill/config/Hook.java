package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Function;

/**
 * A command of the user's, run in the same place and environment as the build's commands.
 *
 * @param moment when it runs
 * @param command for a shell, not blank
 * @param limit how long it may take: whole seconds, 1 or more
 * @param from where the command was set; null in what an earlier version kept, which is unknown
 */
public record Hook(Moment moment, String command, Duration limit, Source from) implements Serializable {

    /**
     * @throws InvalidSettingException naming the command's field or that of its limit
     */
    public Hook {
        if (command.isBlank()) {
            throw new InvalidSettingException(moment.field(), command, "a shell command, not blank");
        }
        moment.checkSeconds(limit.toSeconds());
        from = from == null ? Source.UNKNOWN : from;
    }

    /** When a command of the user's runs. */
    public enum Moment {
        /** Before the first signal of an abort. */
        ON_ABORT("onAbort", Duration.ofSeconds(10), KillFields::getOnAbort, KillFields::getOnAbortSeconds),
        /** After the last process of a build or block has been ended. */
        AFTER_KILL("afterKill", Duration.ofSeconds(30), KillFields::getAfterKill, KillFields::getAfterKillSeconds);

        private final String field;
        private final Duration defaultLimit;
        private final Function<KillFields, String> command;
        private final Function<KillFields, Integer> seconds;

        Moment(
                String field,
                Duration defaultLimit,
                Function<KillFields, String> command,
                Function<KillFields, Integer> seconds) {
            this.field = field;
            this.defaultLimit = defaultLimit;
            this.command = command;
            this.seconds = seconds;
        }

        /** The name of the setting. */
        public String field() {
            return field;
        }

        String limitField() {
            return field + "Seconds";
        }

        /** The time limit where none is set. */
        Duration defaultLimit() {
            return defaultLimit;
        }

        @CheckForNull
        String command(KillFields fields) {
            return command.apply(fields);
        }

        @CheckForNull
        Integer seconds(KillFields fields) {
            return seconds.apply(fields);
        }

        int checkSeconds(long seconds) {
            if (seconds < 1 || seconds > Integer.MAX_VALUE) {
                throw new InvalidSettingException(limitField(), seconds, "whole seconds, 1 or more");
            }
            return (int) seconds;
        }

        /**
         * This time limit, if it is no more than the administrator allows.
         *
         * @throws InvalidSettingException naming the limit's field
         */
        Duration within(Duration limit, Duration cap) {
            if (limit.compareTo(cap) > 0) {
                throw new InvalidSettingException(
                        limitField(), limit.toSeconds(), "at most " + cap.toSeconds() + ", as the administrator set");
            }
            return limit;
        }
    }
}
