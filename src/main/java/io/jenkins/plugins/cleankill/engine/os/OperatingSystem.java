package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.List;
import java.util.Optional;

/** The ports of one machine, together. */
public interface OperatingSystem {

    ProcessTableReader processes();

    SignalSender signals();

    PipeOpener pipes();

    Clock clock();

    /** Takes outputs of children of this JVM over; nothing where that can't be done. */
    default Optional<OutputPipes> outputPipes() {
        return Optional.empty();
    }

    /** Reads what only some rules ask about; it knows nothing where the system doesn't tell. */
    default EvidenceReader evidence() {
        return EvidenceReader.NONE;
    }

    /** Reads descriptors; nothing where the system doesn't show them. */
    default Optional<DescriptorReader> descriptors() {
        return Optional.empty();
    }

    /** Asks Java virtual machines what their threads do; none where the system has no way to. */
    default ThreadDumps threadDumps() {
        return ThreadDumps.NONE;
    }

    /** The control groups below our own; there are none where the system has no such thing. */
    default ControlGroups controlGroups() {
        return ControlGroups.NONE;
    }

    /** A waiter of the caller's own, to be closed by the caller. */
    ExitWaiter newExitWaiter();

    /**
     * Thaws what one termination has frozen if our JVM is lost; the caller closes it.
     *
     * @param about names what is terminated: a termination that takes it up again ends the watchdog of before
     */
    default ThawWatchdog newWatchdog(String about) {
        return ThawWatchdog.NONE;
    }

    /** Whether orphans among our descendants become our children, as those of a subreaper do. */
    default boolean adoptsOrphans() {
        return false;
    }

    /**
     * Sends a signal to the process group of a child of ours that is known to live and to lead it, see kill(2), without a
     * look at it: for the case that nothing can be read.
     *
     * @return false if it does not lead one, or the system can't
     */
    default boolean signalGroup(long leader, Signal signal) {
        return false;
    }

    /** Whether the system does not tell what a process does with a signal: whether it catches, blocks or ignores it. */
    default boolean hidesDispositions() {
        return false;
    }

    /** Makes this process the heir of its descendants' orphans; nothing where the system can't. */
    default Optional<Subreaper> becomeSubreaper() {
        return Optional.empty();
    }

    /** The limitations of this machine, each as a sentence for the log; empty on an ordinary Linux. */
    List<String> limitations();
}
