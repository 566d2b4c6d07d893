package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity.Sameness;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/** Translates between handles and identities, whose ticks are milliseconds since 1970 here, see {@link Births}. */
public final class Handles {

    private static final Births BIRTHS = new Births(() -> birth(ProcessHandle.current()));

    private Handles() {}

    /** The process of a handle. */
    public static ProcessIdentity identity(ProcessHandle handle) {
        return steadily(step -> identity(handle, step));
    }

    /** Reads, and once more if the clock was set meanwhile: what is given is how far births have moved until now. */
    static <T> T steadily(LongFunction<T> reading) {
        return BIRTHS.read(reading);
    }

    static ProcessIdentity identity(ProcessHandle handle, long step) {
        return BIRTHS.identity(handle.pid(), birth(handle), step);
    }

    /** Only these are there. */
    static void retain(Set<Long> pids) {
        BIRTHS.retain(pids);
    }

    private static long birth(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(ProcessIdentity.UNKNOWN_START);
    }

    /**
     * Whether it has not ended. Java counts a zombie as alive, and a frozen shell collects no child: but a zombie has lost
     * its program and its arguments, which Java always knows of a process of our own user.
     */
    static boolean isAlive(ProcessHandle handle) {
        return handle.isAlive() && !isZombie(handle.info());
    }

    private static boolean isZombie(ProcessHandle.Info info) {
        return info.command().isEmpty()
                && info.commandLine().isEmpty()
                && info.user().isPresent()
                && info.user().equals(ProcessHandle.current().info().user());
    }

    /** The handle of this very process, while it is alive. */
    public static Optional<ProcessHandle> find(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .filter(Handles::isAlive)
                .filter(handle -> identity(handle).compare(process) == Sameness.SAME);
    }
}
