package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The births of processes, in milliseconds since 1970 as the clock stood when this was made. FreeBSD and OpenBSD keep a
 * birth as a time since boot: when the clock is set, the births of all processes move by the same step. The step is seen
 * by the birth of a process that lives as long as we do: our own.
 */
final class Births {

    /** Two times that were cut to milliseconds differ by that more, or less, after a step. */
    private static final long ROUNDING = 1;

    private final LongSupplier ownBirth;
    private final long ownBirthAtFirst;
    private final Map<Long, Long> known = new ConcurrentHashMap<>();

    /** @param ownBirth the birth of a process that does not end, as the system tells it at present */
    Births(LongSupplier ownBirth) {
        this.ownBirth = ownBirth;
        this.ownBirthAtFirst = ownBirth.getAsLong();
    }

    /** Reads what is given the step until now, and once more if the clock was set while it was read. */
    <T> T read(LongFunction<T> reading) {
        long step = step();
        while (true) {
            T read = reading.apply(step);
            long now = step();
            if (now == step) {
                return read;
            }
            step = now;
        }
    }

    /**
     * The process with that pid.
     *
     * @param birth as the system tells it at present, or {@link ProcessIdentity#UNKNOWN_START}
     * @param step the step that it was read with
     */
    ProcessIdentity identity(long pid, long birth, long step) {
        if (birth == ProcessIdentity.UNKNOWN_START) {
            return new ProcessIdentity(pid, birth);
        }
        long corrected = Math.max(0, birth - step);
        return new ProcessIdentity(
                pid,
                known.compute(
                        pid,
                        (same, before) ->
                                before != null && Math.abs(before - corrected) <= ROUNDING ? before : corrected));
    }

    /** Forgets all other processes. */
    void retain(Set<Long> pids) {
        known.keySet().retainAll(pids);
    }

    private long step() {
        return ownBirth.getAsLong() - ownBirthAtFirst;
    }
}
