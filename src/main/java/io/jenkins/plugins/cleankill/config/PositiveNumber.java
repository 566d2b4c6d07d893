package io.jenkins.plugins.cleankill.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;

/**
 * A field that takes whole numbers from 1.
 *
 * @param field its name
 * @param allowed the numbers that it takes, for the error
 */
record PositiveNumber(String field, String allowed) {

    static PositiveNumber seconds(String field) {
        return new PositiveNumber(field, "whole seconds, 1 or more");
    }

    /**
     * That number.
     *
     * @throws InvalidSettingException if it is below 1
     */
    int check(int number) {
        if (number < 1) {
            throw refused(number);
        }
        return number;
    }

    /** The same, where nothing is allowed, too. */
    @CheckForNull
    Integer checkIfSet(@CheckForNull Integer number) {
        return number == null ? null : Integer.valueOf(check(number));
    }

    /**
     * That number, as a form sends it.
     *
     * @throws InvalidSettingException if it is none, or below 1
     */
    int parse(String text) {
        try {
            return check(Integer.parseInt(text.strip()));
        } catch (NumberFormatException ignored) {
            // the one below says what is allowed
            throw refused(text);
        }
    }

    private InvalidSettingException refused(Object value) {
        return new InvalidSettingException(field, value, allowed);
    }
}
