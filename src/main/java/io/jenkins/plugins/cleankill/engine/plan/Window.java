package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import java.time.Duration;

/**
 * A rung's window.
 *
 * @param first whether no rung was climbed before it
 * @param from when it began, as the time since the start
 * @param length how long it is
 * @param begun the moment when it began, to be compared with births
 */
public record Window(boolean first, Duration from, Duration length, Moment begun) {

    /** When it is over. */
    public Duration end() {
        return from.plus(length);
    }

    /** When those that waited for others in vain are told. */
    public Duration half() {
        return from.plus(length.dividedBy(2));
    }

    /** When all are told that were not yet: so that each has had a signal before SIGKILL comes. */
    public Duration late() {
        Duration share = length.dividedBy(Bounds.LAST_SHARE);
        return end().minus(share.compareTo(Bounds.LAST) < 0 ? share : Bounds.LAST);
    }
}
