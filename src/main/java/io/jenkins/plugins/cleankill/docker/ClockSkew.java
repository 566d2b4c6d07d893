package io.jenkins.plugins.cleankill.docker;

import java.time.Duration;
import java.time.Instant;

/** How far another machine's clock is ahead of ours, by one question for its time. */
final class ClockSkew {

    private ClockSkew() {}

    /**
     * Clocks that may agree are taken to agree. Otherwise the most that it can be: what was created as a block began is
     * rather taken for older.
     *
     * @param asked when the question left, by our clock
     * @param answered the time in the answer, by the other clock
     * @param received when the answer came, by our clock
     */
    static Duration of(Instant asked, Instant answered, Instant received) {
        return answered.isBefore(asked) || answered.isAfter(received)
                ? Duration.between(asked, answered)
                : Duration.ZERO;
    }
}
