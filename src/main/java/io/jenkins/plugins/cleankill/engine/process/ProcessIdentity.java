package io.jenkins.plugins.cleankill.engine.process;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Which process is meant: its pid and the moment of its birth. A pid alone may have been reused.
 *
 * @param pid the process id, 1 or more
 * @param start the moment of birth in the system's own ticks (Linux: clock ticks since boot, field 22 of
 *     {@code /proc/PID/stat}, see proc_pid_stat(5)), or {@link #UNKNOWN_START}
 */
public record ProcessIdentity(long pid, long start) implements Serializable, Comparable<ProcessIdentity> {

    /** The system does not tell when the process was born. */
    public static final long UNKNOWN_START = -1;

    private static final Comparator<ProcessIdentity> BY_PID =
            Comparator.comparingLong(ProcessIdentity::pid).thenComparingLong(ProcessIdentity::start);

    public ProcessIdentity {
        if (pid < 1) {
            throw new IllegalArgumentException("pid: " + pid + " is not allowed; it must be 1 or more");
        }
        if (start < UNKNOWN_START) {
            throw new IllegalArgumentException("start: " + start + " is not allowed; it must be 0 or more");
        }
    }

    /** Whether the other identity names this very process. Only {@link Sameness#SAME} may be signalled. */
    public Sameness compare(ProcessIdentity other) {
        if (pid != other.pid) {
            return Sameness.DIFFERENT;
        }
        if (start == UNKNOWN_START || other.start == UNKNOWN_START) {
            return Sameness.UNKNOWN;
        }
        return start == other.start ? Sameness.SAME : Sameness.DIFFERENT;
    }

    @Override
    public int compareTo(ProcessIdentity other) {
        return BY_PID.compare(this, other);
    }

    @Override
    public String toString() {
        return pid + "@" + start;
    }

    /** The answer to "is it the same process?". */
    public enum Sameness {
        SAME,
        DIFFERENT,
        UNKNOWN
    }
}
