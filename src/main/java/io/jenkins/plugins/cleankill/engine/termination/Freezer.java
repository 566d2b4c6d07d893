package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.EvidenceReader;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.ThawWatchdog;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Signals, freezes and thaws processes. Its close thaws all processes that it has frozen, on every way out. */
final class Freezer implements AutoCloseable {

    /** As a rule it takes a millisecond; on a busy machine a process stops when it gets its turn of the processor. */
    private static final Duration STOPS_WITHIN = Duration.ofMillis(300);

    private static final Duration STEP = Duration.ofMillis(1);

    private final SignalSender signals;
    private final EvidenceReader evidence;
    private final ExitWaiter waiter;
    private final OutcomeRecorder recorder;
    private final ThawWatchdog watchdog;
    private final Set<ProcessIdentity> frozen = new HashSet<>();
    private final Set<ProcessIdentity> wrappers = new HashSet<>();
    private boolean exiting;

    Freezer(
            SignalSender signals,
            EvidenceReader evidence,
            ExitWaiter waiter,
            OutcomeRecorder recorder,
            ThawWatchdog watchdog) {
        this.signals = signals;
        this.evidence = evidence;
        this.waiter = waiter;
        this.recorder = recorder;
        this.watchdog = watchdog;
    }

    /**
     * SIGSTOP; again, if another process has continued it.
     *
     * @param parting what it gets if we are lost: without a signal it would run its next command; SIGCONT for one that is
     *     frozen for a blink
     * @return whether it is, or will be, stopped
     */
    synchronized boolean freeze(ProcessIdentity process, Signal parting) {
        if (exiting) {
            return false;
        }
        watchdog.watch(process, parting);
        if (frozen.add(process)) {
            recorder.frozen(process);
            Result result = send(process, Signal.STOP);
            if (result != Result.SENT) {
                frozen.remove(process);
                recorder.thawed(process);
            }
            return result == Result.SENT;
        }
        return signals.send(process, Signal.STOP) == Result.SENT;
    }

    /** Waits until all of them are seen stopped, or have ended: a signal that is sent before would be taken at once. */
    void awaitStops(Collection<ProcessIdentity> processes) {
        Duration end = recorder.now().plus(STOPS_WITHIN);
        while (!processes.stream().allMatch(this::isAtRest) && recorder.now().compareTo(end) < 0) {
            waiter.pause(STEP);
        }
    }

    /** Whether it is stopped, or has ended; where that can't be seen, it is believed. */
    boolean isAtRest(ProcessIdentity process) {
        Optional<ProcessState> state = evidence.state(process);
        return state.isEmpty()
                || state.get() == ProcessState.STOPPED
                || state.get() == ProcessState.TRACED
                || !state.get().isAlive();
    }

    /**
     * Whether it runs on though it has taken SIGSTOP: its tracer keeps the signal from it, or is about to pass it on, see
     * ptrace(2). SIGCONT takes a stop back that is still to come.
     */
    synchronized boolean runsOn(ProcessIdentity process) {
        return frozen.contains(process) && !isAtRest(process) && !isPending(process, Signal.STOP);
    }

    private boolean isPending(ProcessIdentity process, Signal signal) {
        return SignalSets.contains(evidence.pendingSignals(process).orElse(0), signal);
    }

    /** SIGSTOP for a process that is no member. */
    synchronized void freezeWrapper(ProcessIdentity wrapper) {
        if (!exiting && wrappers.add(wrapper)) {
            watchdog.watch(wrapper, Signal.CONT);
            signals.send(wrapper, Signal.STOP);
        }
    }

    boolean isFrozen(ProcessIdentity process) {
        return frozen.contains(process);
    }

    Result send(ProcessIdentity process, Signal signal) {
        Signal actual = signals.actual(process, signal);
        Result result = signals.send(process, actual);
        recorder.signalled(process, actual, result);
        return result;
    }

    /** SIGCONT. */
    synchronized void thaw(ProcessIdentity process) {
        send(process, Signal.CONT);
        if (frozen.remove(process)) {
            recorder.thawed(process);
        }
    }

    /** SIGCONT for a moment, in which it counts as frozen. */
    void letRun(ProcessIdentity process) {
        signals.send(process, Signal.CONT);
    }

    /** SIGSTOP after such a moment. */
    synchronized void stopAgain(ProcessIdentity process) {
        if (!exiting) {
            signals.send(process, Signal.STOP);
        }
    }

    /**
     * The JVM exits. If there is no watchdog, every frozen process goes on, and none is frozen any more. Pipes are
     * closed by the system. The call comes from another thread, and writes nothing down.
     */
    synchronized void thawAtExit() {
        exiting = !watchdog.isThere();
        if (!exiting) {
            return;
        }
        frozen.forEach(process -> signals.send(process, Signal.CONT));
        wrappers.forEach(wrapper -> signals.send(wrapper, Signal.CONT));
    }

    /** Thaws all that it has frozen but for the wrappers. */
    void thawMembers() {
        Set.copyOf(frozen).forEach(this::thaw);
    }

    /** Thaws the wrappers, too, in case that an earlier termination was cut off while they were frozen. */
    void adoptWrappers(Set<ProcessIdentity> stopped) {
        wrappers.addAll(stopped);
    }

    @Override
    public void close() {
        try {
            thawMembers();
        } finally {
            // Some are left where an OutOfMemoryError has broken that off: nothing is written down of these
            frozen.forEach(process -> signals.send(process, Signal.CONT));
            frozen.clear();
            wrappers.forEach(wrapper -> signals.send(wrapper, Signal.CONT));
            wrappers.clear();
            watchdog.close();
        }
    }
}
