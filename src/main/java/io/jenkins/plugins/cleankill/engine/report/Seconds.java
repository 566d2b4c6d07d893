package io.jenkins.plugins.cleankill.engine.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Durations as a report writes them: seconds, as decimals, to the microsecond. */
public final class Seconds {

    private static final int NANO_DIGITS = 9;
    private static final int MICRO_DIGITS = 6;

    /** About 30 years: more is no duration of a termination. */
    private static final BigDecimal MOST = new BigDecimal("1e9");

    private Seconds() {}

    /** In tenths of a second, as a person reads it: {@code 1.2 s}. */
    public static String tenths(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    public static BigDecimal of(Duration duration) {
        BigDecimal exact =
                BigDecimal.valueOf(duration.toSeconds()).add(BigDecimal.valueOf(duration.toNanosPart(), NANO_DIGITS));
        BigDecimal rounded = exact.setScale(MICRO_DIGITS, RoundingMode.DOWN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** @throws ArithmeticException unless it is from 0 to 1e9 */
    public static Duration toDuration(BigDecimal seconds) {
        if (seconds.signum() < 0 || seconds.compareTo(MOST) > 0) {
            throw new ArithmeticException("not a duration");
        }
        return Duration.ofNanos(seconds.setScale(NANO_DIGITS, RoundingMode.DOWN)
                .movePointRight(NANO_DIGITS)
                .longValueExact());
    }
}
