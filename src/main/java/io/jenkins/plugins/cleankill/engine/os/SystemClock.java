package io.jenkins.plugins.cleankill.engine.os;

import java.time.Duration;
import java.time.Instant;

/** The clock of the machine that we run on. */
public final class SystemClock implements Clock {

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
    }
}
