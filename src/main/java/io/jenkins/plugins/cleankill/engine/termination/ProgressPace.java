package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.plan.Bounds;
import java.time.Duration;

/**
 * When it is time to tell that a window still runs: about a dozen times, never twice in five seconds, and not just before
 * its end, which is told anyway.
 */
final class ProgressPace {

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
        Duration share = window.dividedBy(Bounds.PROGRESS_TIMES);
        if (share.compareTo(Bounds.PROGRESS_LEAST) < 0) {
            return Bounds.PROGRESS_LEAST;
        }
        return share.compareTo(Bounds.PROGRESS_MOST) > 0 ? Bounds.PROGRESS_MOST : share;
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
