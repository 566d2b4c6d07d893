package io.jenkins.plugins.cleankill.action;

import java.time.Duration;
import java.util.Locale;

/** Values of a report as people and the remote API read them. */
final class Shown {

    private Shown() {}

    static String tenths(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** As the report's file writes it: {@code not-permitted}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
