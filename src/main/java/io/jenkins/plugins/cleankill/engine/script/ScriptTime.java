package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When things happen in a termination by the script: now, by our own clock; or, where its journal is told again, when the
 * journal says. The journal's times come from outside: they have limits, and never go back.
 */
final class ScriptTime {

    private static final Pattern HUNDREDTHS = Pattern.compile("\\d{1,12}");

    private final Clock clock;
    private Duration begun;
    private Instant started;
    private Duration first;
    private Duration replayed;

    /** The termination begins now. */
    ScriptTime(Clock clock) {
        this.clock = clock;
        this.begun = clock.elapsed();
        this.started = clock.wallTime();
    }

    /** The termination began that many hundredths of a second ago. */
    void began(String hundredths) {
        Duration age = parse(hundredths).orElse(Duration.ZERO);
        begun = clock.elapsed().minus(age);
        started = clock.wallTime().minus(age);
    }

    /** The event that was told again last was the end, so long ago. */
    void endedBefore(Duration ago) {
        started = clock.wallTime().minus(ago).minus(now());
    }

    /** The following events happened then: in hundredths of a second since the system started. */
    void at(String hundredths) {
        parse(hundredths).ifPresent(stamp -> {
            first = first == null ? stamp : first;
            Duration since = stamp.minus(first);
            Duration before = replayed == null ? Duration.ZERO : replayed;
            replayed = since.compareTo(before) > 0 ? since : before;
        });
        replayed = replayed == null ? Duration.ZERO : replayed;
    }

    /** The following events happen now. */
    void live() {
        replayed = null;
    }

    /** Whether the present events are told again. */
    boolean isPast() {
        return replayed != null;
    }

    /** Since the termination began. */
    Duration now() {
        return replayed != null ? replayed : clock.elapsed().minus(begun);
    }

    Instant started() {
        return started;
    }

    private static Optional<Duration> parse(String hundredths) {
        return Optional.of(hundredths)
                .filter(text -> HUNDREDTHS.matcher(text).matches())
                .map(text -> Duration.ofMillis(Long.parseLong(text) * 10));
    }
}
