package io.jenkins.plugins.cleankill.engine.settings;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rungs of a termination, in order. SIGKILL always follows the last one.
 *
 * @param rungs one or more
 */
public record Ladder(List<Rung> rungs) implements Serializable {

    static final String ALLOWED_SIGNALS =
            "one of the signals " + Signal.rungs().stream().map(Signal::name).collect(Collectors.joining(", "));

    /** SIGTERM and 15 seconds. */
    public static final Ladder DEFAULT = softKill(Duration.ofSeconds(15));

    private static final String FIELD = "ladder";
    private static final String SHAPE = "rungs like 'INT 30s, TERM 20s', with s or m, whole numbers from 1";
    private static final Pattern RUNG = Pattern.compile("(\\S+)\\s+(\\d{1,6})\\s*(s|m)");

    public Ladder {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new InvalidSettingException(FIELD, "", SHAPE);
        }
    }

    /** SIGTERM and that window. */
    public static Ladder softKill(Duration window) {
        return new Ladder(List.of(new Rung(Signal.TERM, window)));
    }

    /**
     * SIGTERM and a window of that many seconds.
     *
     * @throws InvalidSettingException naming {@code softKillSeconds}, unless it is 1 or more
     */
    public static Ladder ofSoftKillSeconds(int seconds) {
        if (seconds < 1) {
            throw new InvalidSettingException("softKillSeconds", seconds, "whole seconds, 1 or more");
        }
        return softKill(Duration.ofSeconds(seconds));
    }

    /**
     * Reads a ladder as a user writes it: {@code INT 30s, TERM 2m}.
     *
     * @throws InvalidSettingException naming {@code ladder}
     */
    public static Ladder parse(String text) {
        return new Ladder(
                Arrays.stream(text.split(",", -1)).map(Ladder::parseRung).toList());
    }

    private static Rung parseRung(String text) {
        Matcher matcher = RUNG.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidSettingException(FIELD, text.strip(), SHAPE);
        }
        Signal signal = Signal.named(matcher.group(1))
                .filter(Signal::isRung)
                .orElseThrow(() -> new InvalidSettingException(
                        FIELD, text.strip(), ALLOWED_SIGNALS + " (SIGKILL always follows the last rung)"));
        long number = Long.parseLong(matcher.group(2));
        if (number == 0) {
            throw new InvalidSettingException(FIELD, text.strip(), "windows of 1s or more");
        }
        boolean minutes = matcher.group(3).toLowerCase(Locale.ROOT).equals("m");
        return new Rung(signal, minutes ? Duration.ofMinutes(number) : Duration.ofSeconds(number));
    }

    /** This ladder with what stands for its signals on another system. */
    public Ladder in(UnaryOperator<Signal> system) {
        return new Ladder(rungs.stream()
                .map(rung -> new Rung(system.apply(rung.signal()), rung.window()))
                .toList());
    }

    /** The sum of all windows. */
    public Duration total() {
        return rungs.stream().map(Rung::window).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * This ladder, if its windows add up to no more than the administrator allows.
     *
     * @param field the field that the user set, for the error
     * @throws InvalidSettingException naming that field
     */
    public Ladder within(Duration cap, String field) {
        if (total().compareTo(cap) > 0) {
            throw new InvalidSettingException(
                    field, this, "at most " + cap.toSeconds() + "s for all windows together, as the administrator set");
        }
        return this;
    }

    /**
     * The same signals with windows that add up to no more than that: each one loses the same part. A window has one second
     * at least; the last rungs go where there are more rungs than seconds.
     *
     * @param cap one second or more
     */
    public Ladder shortenedTo(Duration cap) {
        if (total().compareTo(cap) <= 0) {
            return this;
        }
        List<Rung> shortened = new ArrayList<>();
        long left = cap.toSeconds();
        long behind = total().toSeconds();
        for (Rung rung : rungs) {
            long window = Math.max(1, left * rung.window().toSeconds() / behind);
            if (left >= window) {
                shortened.add(new Rung(rung.signal(), Duration.ofSeconds(window)));
            }
            left -= window;
            behind -= rung.window().toSeconds();
        }
        return new Ladder(shortened);
    }

    /** As a user writes it: {@code INT 30s, TERM 20s}. */
    @Override
    public String toString() {
        return rungs.stream().map(Rung::toString).collect(Collectors.joining(", "));
    }
}
