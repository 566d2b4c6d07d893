package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a user writes them: {@code 500ms}, {@code 2s}, {@code 1m}. */
final class DurationText {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private DurationText() {}

    /** @throws InvalidSettingException naming the field, unless it is a whole number from 1 with its unit */
    static Duration parse(String field, String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new InvalidSettingException(
                    field, text, "a whole number from 1 with ms, s or m, like '500ms' or '2s'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
