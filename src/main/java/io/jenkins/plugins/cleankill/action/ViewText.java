package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.time.Duration;
import java.util.Locale;

/** Values of a report as people and the remote API read them. */
final class ViewText {

    private ViewText() {}

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** As the report's file writes it: {@code not-permitted}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where a setting came from, in words. */
    static String source(Source source) {
        return switch (source) {
            case DEFAULT -> Messages.Source_default();
            case CAP -> Messages.Source_cap();
            case GLOBAL -> Messages.Source_global();
            case FIXED -> Messages.Source_fixed();
            case JOB -> Messages.Source_job();
            case STEP -> Messages.Source_step();
            case OPTION -> Messages.Source_option();
            case UNKNOWN -> Messages.Source_unknown();
        };
    }
}
