package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One object for all ports of a machine: the part that needs no process, with the virtual time. */
abstract class FakePorts implements OperatingSystem, ProcessTableReader, SignalSender, Clock, ExitWaiter {

    /** The agent that the builds run under. */
    public static final long AGENT = 100;

    static final Duration TICK = Duration.ofMillis(10);

    final FakeTime time = new FakeTime();

    @Override
    public ProcessTableReader processes() {
        return this;
    }

    @Override
    public SignalSender signals() {
        return this;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public ExitWaiter newExitWaiter() {
        return this;
    }

    @Override
    public List<String> limitations() {
        return List.of();
    }

    @Override
    public long ownPid() {
        return AGENT;
    }

    @Override
    public Duration tick() {
        return TICK;
    }

    @Override
    public Instant wallTime() {
        return time.wallTime();
    }

    @Override
    public Duration elapsed() {
        return time.elapsed();
    }

    /** Does this in that time. */
    public void after(Duration duration, Runnable action) {
        time.after(duration, action);
    }

    /** Sets the wall clock forth, or back: NTP, or an administrator. */
    public void stepWallClock(Duration by) {
        time.step(by);
    }

    @Override
    public void close() {}
}
