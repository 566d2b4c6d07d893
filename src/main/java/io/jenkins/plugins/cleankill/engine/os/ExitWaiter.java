package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.Set;

/** Waits for processes to end: ours, and those that are not our children. A zombie has ended. */
public interface ExitWaiter extends AutoCloseable {

    /**
     * Waits until at least one of the processes has ended, {@link #wakeUp()} is called, or the time is up. Processes
     * that end within the next few milliseconds are collected too, so that many ends are one answer. With no processes
     * it is a plain wait.
     *
     * @return the processes that have ended, none if it was the time or the wake-up
     */
    Set<ProcessIdentity> await(Set<ProcessIdentity> processes, Duration timeout);

    /** Waits about so long: for a few milliseconds, in which no end matters. */
    default void pause(Duration length) {
        await(Set.of(), length);
    }

    /** Ends the present {@link #await}, or the next one if there is none. Any thread may call it. */
    void wakeUp();

    @Override
    void close();
}
