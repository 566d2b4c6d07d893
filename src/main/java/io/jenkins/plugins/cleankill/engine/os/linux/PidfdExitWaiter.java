package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for all processes in one poll(2) on their pidfds and on an eventfd(2) for the wake-up. A pidfd becomes readable
 * when the last thread of its process has ended, be it collected or not, and whichever process is its parent. The thread's
 * interrupt flag neither ends a wait nor changes.
 */
final class PidfdExitWaiter implements ExitWaiter {

    private static final Duration COALESCE_STEP = Duration.ofMillis(2);
    private static final Duration COALESCE_AT_MOST = Duration.ofMillis(10);
    private static final Duration LOOK_PERIOD = Duration.ofMillis(15);

    private final Clock clock;
    private final StatReader stats;
    private final PidfdCache pidfds;
    private final Object closing = new Object();
    private int wakeUps;

    private PidfdExitWaiter(StatReader stats, Clock clock, int wakeUps) {
        this.stats = stats;
        this.clock = clock;
        this.pidfds = new PidfdCache(stats);
        this.wakeUps = wakeUps;
    }

    /** A waiter that can be woken up; empty if no descriptor is left for that. */
    static Optional<ExitWaiter> open(StatReader stats, Clock clock) {
        int wakeUps = LibC.eventDescriptor();
        return wakeUps < 0 ? Optional.empty() : Optional.of(new PidfdExitWaiter(stats, clock, wakeUps));
    }

    @Override
    public Set<ProcessIdentity> await(Set<ProcessIdentity> processes, Duration timeout) {
        Duration end = clock.elapsed().plus(timeout);
        Set<ProcessIdentity> ended = new HashSet<>(pidfds.open(processes));
        boolean woken = false;
        while (ended.isEmpty() && !woken && isBefore(end)) {
            woken = poll(ended, untilNextLook(end));
            ended.addAll(lookedAt());
        }
        if (!ended.isEmpty()) {
            collectMore(ended);
        }
        pidfds.forget(ended);
        return ended;
    }

    /** The descriptors stay open for the next wait. */
    @Override
    public void pause(Duration length) {
        PollSet set = new PollSet(1);
        set.put(0, -1);
        LibC.pollAll(set, 1, millis(length));
    }

    @Override
    public void wakeUp() {
        synchronized (closing) {
            // The number of a closed descriptor may be another file's by now
            if (wakeUps >= 0) {
                LibC.raise(wakeUps);
            }
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (wakeUps >= 0) {
                LibC.closeFile(wakeUps);
                wakeUps = -1;
            }
        }
        pidfds.close();
    }

    /** Processes that end together are one answer: each answer costs its caller a snapshot. */
    private void collectMore(Set<ProcessIdentity> ended) {
        Duration last = clock.elapsed().plus(COALESCE_AT_MOST);
        int before = 0;
        while (before < ended.size() && !pidfds.pending(ended).isEmpty() && isBefore(last)) {
            before = ended.size();
            pollProcesses(ended, COALESCE_STEP);
        }
    }

    private void pollProcesses(Set<ProcessIdentity> ended, Duration timeout) {
        List<ProcessIdentity> waitedFor = new ArrayList<>(pidfds.pending(ended));
        PollSet set = pollSet(waitedFor, -1);
        if (LibC.pollAll(set, waitedFor.size() + 1, millis(timeout)) > 0) {
            addReady(set, waitedFor, ended);
        }
    }

    /** One poll(2); says whether it was woken up. EINTR, by a signal to the JVM, is an answer like any: we look again. */
    private boolean poll(Set<ProcessIdentity> ended, Duration timeout) {
        List<ProcessIdentity> waitedFor = new ArrayList<>(pidfds.pending(ended));
        PollSet set = pollSet(waitedFor, wakeUps);
        if (LibC.pollAll(set, waitedFor.size() + 1, millis(timeout)) <= 0) {
            return false;
        }
        addReady(set, waitedFor, ended);
        return set.isReady(0) && LibC.lower(wakeUps);
    }

    /** The wake-up first: poll(2) passes over a descriptor of -1. */
    private PollSet pollSet(List<ProcessIdentity> processes, int wakeUp) {
        PollSet set = new PollSet(processes.size() + 1);
        set.put(0, wakeUp);
        for (int i = 0; i < processes.size(); i++) {
            set.put(i + 1, pidfds.of(processes.get(i)));
        }
        return set;
    }

    private static void addReady(PollSet set, List<ProcessIdentity> waitedFor, Set<ProcessIdentity> ended) {
        for (int i = 0; i < waitedFor.size(); i++) {
            if (set.isReady(i + 1)) {
                ended.add(waitedFor.get(i));
            }
        }
    }

    /** Processes without a descriptor (EMFILE) are looked at by their start time. */
    private Set<ProcessIdentity> lookedAt() {
        Set<ProcessIdentity> gone = new HashSet<>(pidfds.withoutDescriptor());
        gone.removeIf(process -> !stats.hasEnded(process));
        return gone;
    }

    private Duration untilNextLook(Duration end) {
        Duration left = end.minus(clock.elapsed());
        boolean mustLook = !pidfds.withoutDescriptor().isEmpty() && left.compareTo(LOOK_PERIOD) > 0;
        return mustLook ? LOOK_PERIOD : left;
    }

    private boolean isBefore(Duration end) {
        return clock.elapsed().compareTo(end) < 0;
    }

    /** Rounded up: with a poll of 0 ms the last millisecond would be a busy loop. */
    private static int millis(Duration timeout) {
        return (int) Math.max(
                0, Math.min(Integer.MAX_VALUE, timeout.plusNanos(999_999).toMillis()));
    }
}
