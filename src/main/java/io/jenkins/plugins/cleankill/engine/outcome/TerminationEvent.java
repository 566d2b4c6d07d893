package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** An event that a termination tells while it goes on. */
public sealed interface TerminationEvent extends Serializable {

    /**
     * A rung has begun.
     *
     * @param number 1 for the first
     * @param signal the rung's signal
     * @param receivers the processes that got it at once
     * @param frozen the processes that get it when their descendants are gone, in that order
     * @param alive how many members are waited for
     * @param window how long
     */
    record RungBegun(
            int number,
            Signal signal,
            List<ProcessName> receivers,
            List<ProcessName> frozen,
            int alive,
            Duration window)
            implements TerminationEvent {}

    /** A rung has no window, as all {@code alive} members ignore its signal. */
    record RungPassedOver(Signal signal, int alive) implements TerminationEvent {}

    /** Members are still alive; {@code left} of the rung's window remains. */
    record StillWaiting(List<ProcessName> alive, Duration left) implements TerminationEvent {}

    /** A second request came: the members that are left are killed now. */
    record KillNow(int alive) implements TerminationEvent {}

    /** A process got SIGKILL, {@code after} that time; {@code why} tells why it was still alive. */
    record Killed(ProcessName process, String why, Duration after) implements TerminationEvent {}

    /** A process was left alive on purpose; {@code why} tells the rule. */
    record Kept(ProcessName process, String why, Holdings holds) implements TerminationEvent {

        public Kept(ProcessName process, String why) {
            this(process, why, Holdings.NONE);
        }
    }

    /** A process could not be ended; {@code why} says what stood against it. */
    record Survived(ProcessName process, String why, Holdings holds) implements TerminationEvent {

        public Survived(ProcessName process, String why) {
            this(process, why, Holdings.NONE);
        }
    }

    /** A process that is about to be ended holds something that others may need. */
    record Holds(ProcessName process, Holdings what) implements TerminationEvent {}

    /** A process looks like the build's, though nothing proves it, and is left running. */
    record LooksAlike(LookAlike process) implements TerminationEvent {}

    /** A fact that a user should know: a limitation of this machine, a next command that slipped through. */
    record Remark(String text) implements TerminationEvent {}

    /** A process has told what its threads do. */
    record ThreadsDumped(ThreadDump dump) implements TerminationEvent {}

    /**
     * Output that was read in place of a process that would have read it: as raw as its writers wrote it.
     *
     * @param reader the process that was frozen, or has ended, before it read that
     */
    record TakenOver(ProcessName reader, byte[] output) implements TerminationEvent {}

    /** The termination is over. */
    record Over(Duration took, int ended, int killed, int kept, int left) implements TerminationEvent {}
}
