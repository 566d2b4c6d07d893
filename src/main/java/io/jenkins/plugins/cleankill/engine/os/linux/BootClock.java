package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.UptimeFile;
import java.io.IOException;

/**
 * The clock that start times in {@code /proc/PID/stat} are taken from: CLOCK_BOOTTIME, see clock_gettime(2), in the time
 * namespace of the reader, see time_namespaces(7). {@code /proc/uptime} shows the same, unless a file system such as lxcfs
 * puts a container's uptime in its place: so it is only asked where the clock can't be, and set right by what is seen.
 */
final class BootClock {

    private final ProcFs proc;
    private final boolean byCall;
    private volatile long ahead;

    /** @param byCall whether clock_gettime(2) can be called, and start times are those of this machine */
    BootClock(ProcFs proc, boolean byCall) {
        this.proc = proc;
        this.byCall = byCall;
    }

    /** The present moment in ticks. */
    long now(FileBuffer buffer) throws IOException {
        return byCall ? LibC.bootTicks() : UptimeFile.parse(buffer.read(proc.path("uptime"))) + ahead;
    }

    /**
     * A process that was born then was seen: a moment that lies before it proves that the clock is another one, and it is
     * put forward.
     *
     * @param taken what {@link #now} has answered before
     * @return the moment as it is right by this
     */
    synchronized long correct(long taken, long start) {
        long missing = byCall ? 0 : start - taken;
        // A process may be born between the moment and the look at it, on the same clock: within a second, that is
        // usual
        if (missing <= UptimeFile.TICKS_PER_SECOND) {
            return taken;
        }
        ahead += missing;
        return start;
    }
}
