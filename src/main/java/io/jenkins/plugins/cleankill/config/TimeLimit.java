package io.jenkins.plugins.cleankill.config;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.time.Duration;
import java.util.function.Consumer;

/** The treatment of times that are longer than the administrator allows. */
sealed interface TimeLimit {

    /**
     * The ladder with its windows shortened to what is allowed.
     *
     * @param field the field that set them
     */
    Ladder windows(Ladder ladder, String field);

    /** The time limit of the command of that moment, shortened to what is allowed. */
    Duration command(Hook.Moment moment, Duration limit);

    /**
     * Refuses it by its own field: for what a user sets now.
     *
     * @param cap the most that is allowed
     */
    record Refusing(Duration cap) implements TimeLimit {

        @Override
        public Ladder windows(Ladder ladder, String field) {
            return ladder.within(cap, field);
        }

        @Override
        public Duration command(Hook.Moment moment, Duration limit) {
            return moment.within(limit, cap);
        }
    }

    /**
     * Refuses the cap, and names the default that needs more: for an administrator who lowers the cap alone.
     *
     * @param cap the most that would be allowed
     */
    record RefusingTheCap(Duration cap) implements TimeLimit {

        @Override
        public Ladder windows(Ladder ladder, String field) {
            check(ladder.total(), field, ladder);
            return ladder;
        }

        @Override
        public Duration command(Hook.Moment moment, Duration limit) {
            check(limit, moment.limitField(), limit.toSeconds());
            return limit;
        }

        private void check(Duration needed, String field, Object value) {
            if (needed.compareTo(cap) > 0) {
                throw new InvalidSettingException(
                        GlobalSettings.CAP.field(),
                        cap.toSeconds(),
                        needed.toSeconds() + " or more, as long as the default " + field + " is '" + value + "'");
            }
        }
    }

    /**
     * Shortens it: for what was stored, perhaps under a higher cap.
     *
     * @param cap the most that is allowed
     * @param notices hears of each shortening
     */
    record Shortening(Duration cap, Consumer<String> notices) implements TimeLimit {

        @Override
        public Ladder windows(Ladder ladder, String field) {
            return ladder.total().compareTo(cap) <= 0 ? ladder : announce(field, ladder, ladder.shortenedTo(cap));
        }

        @Override
        public Duration command(Hook.Moment moment, Duration limit) {
            if (limit.compareTo(cap) > 0) {
                announce(moment.limitField(), limit.toSeconds(), cap.toSeconds());
                return cap;
            }
            return limit;
        }

        private <T> T announce(String field, T stored, T shortened) {
            notices.accept(field + ": '" + stored + "' is over the administrator's limit of " + cap.toSeconds()
                    + " s; '" + shortened + "' holds");
            return shortened;
        }
    }
}
