package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Virtual time: it passes only while somebody waits, and then from one event to the next. */
final class FakeTime implements Clock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private Duration elapsed = Duration.ZERO;
    private Duration step = Duration.ZERO;
    private long eventCount = 0;

    private record Event(Duration at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** Does this in that time. */
    void after(Duration duration, Runnable action) {
        events.add(new Event(elapsed.plus(duration), eventCount++, action));
    }

    /** Lets time pass until something has come true, or for so long. */
    void pass(Duration timeout, BooleanSupplier until) {
        Duration end = elapsed.plus(timeout);
        while (!until.getAsBoolean() && !events.isEmpty() && events.peek().at().compareTo(end) <= 0) {
            Event event = events.remove();
            elapsed = event.at();
            event.action().run();
        }
        if (!until.getAsBoolean()) {
            elapsed = end;
        }
    }

    /** Sets the wall clock forth, or back. */
    void step(Duration by) {
        step = step.plus(by);
    }

    @Override
    public Instant wallTime() {
        return START.plus(elapsed).plus(step);
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }
}
