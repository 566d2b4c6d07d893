package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Waits by looking again and again, for systems that have nothing better. An interrupt does not end a wait; the thread's
 * flag is set again afterwards.
 */
public final class PollingExitWaiter implements ExitWaiter {

    private static final Duration PERIOD = Duration.ofMillis(15);

    private final Predicate<ProcessIdentity> isAlive;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;

    /**
     * @param isAlive whether this very process has not ended
     * @param clock the time
     */
    public PollingExitWaiter(Predicate<ProcessIdentity> isAlive, Clock clock) {
        this.isAlive = isAlive;
        this.clock = clock;
    }

    @Override
    public Set<ProcessIdentity> await(Set<ProcessIdentity> processes, Duration timeout) {
        Duration end = clock.elapsed().plus(timeout);
        while (true) {
            Set<ProcessIdentity> ended = new HashSet<>(processes);
            ended.removeIf(isAlive);
            Duration left = end.minus(clock.elapsed());
            if (!ended.isEmpty()
                    || left.isNegative()
                    || left.isZero()
                    || waitOrWake(processes.isEmpty() ? left : min(left))) {
                return ended;
            }
        }
    }

    @Override
    public void wakeUp() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        // The waiter holds nothing
    }

    private static Duration min(Duration left) {
        return left.compareTo(PERIOD) < 0 ? left : PERIOD;
    }

    /** Waits, and says whether it was woken up. */
    private boolean waitOrWake(Duration atMost) {
        boolean interrupted = false;
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!woken && nanos > 0) {
                try {
                    nanos = changed.awaitNanos(nanos);
                } catch (InterruptedException ignored) {
                    // Put back below. The interrupt does not end the wait, wakeUp() does
                    interrupted = true;
                    nanos = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
            boolean answer = woken;
            woken = false;
            return answer;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
