package io.jenkins.plugins.cleankill.engine.report.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a moment stands on the timeline's axis.
 *
 * @param left where the axis begins
 * @param width how long the axis is
 * @param total the time that it spans
 */
record TimelineScale(double left, double width, Duration total) {

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final int MOST_TICKS = 10;
    private static final long[] STEPS_MILLIS = {
        10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000
    };

    TimelineScale {
        total = total.compareTo(LEAST) < 0 ? LEAST : total;
    }

    /** The moment's place, never outside the axis. */
    double x(Duration moment) {
        double share = (double) moment.toMillis() / total.toMillis();
        return left + width * Math.max(0, Math.min(1, share));
    }

    double right() {
        return left + width;
    }

    /** Round moments, at most ten or so, from zero. */
    List<Duration> ticks() {
        long step = step();
        List<Duration> ticks = new ArrayList<>();
        for (long at = 0; at <= total.toMillis(); at += step) {
            ticks.add(Duration.ofMillis(at));
        }
        return ticks;
    }

    private long step() {
        for (long step : STEPS_MILLIS) {
            if (total.toMillis() / step <= MOST_TICKS) {
                return step;
            }
        }
        return total.toMillis() / MOST_TICKS;
    }
}
