package io.jenkins.plugins.cleankill.engine.termination;

import java.time.Duration;

/**
 * When it is time to tell that a window still runs: about a dozen times, never twice in five seconds, and not just before
 * its end, which is told anyway.
 */
final class ProgressPace {

    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofSeconds(30);
    private static final int TIMES = 12;

    private final Duration distance;
    private final Duration deadline;
    private Duration next;

    /** A window from now on. */
    ProgressPace(Duration now, Duration window) {
        this.distance = distance(window);
        this.deadline = now.plus(window);
        this.next = now.plus(distance);
    }

    private static Duration distance(Duration window) {
        Duration share = window.dividedBy(TIMES);
        if (share.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return share.compareTo(MOST) > 0 ? MOST : share;
    }

    /** When to look again, at the latest. */
    Duration next() {
        return next;
    }

    /** Whether it is to be told now; the next time is later then. */
    boolean isDue(Duration now) {
        if (now.compareTo(next) < 0) {
            return false;
        }
        next = now.plus(distance);
        return now.plus(distance.dividedBy(2)).compareTo(deadline) < 0;
    }
}
