package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity.Sameness;
import java.time.Instant;
import java.util.Optional;

/** Translates between handles and identities, whose ticks are milliseconds since 1970 here. */
public final class Handles {

    private Handles() {}

    /** The process of a handle. */
    public static ProcessIdentity identity(ProcessHandle handle) {
        return new ProcessIdentity(
                handle.pid(),
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(ProcessIdentity.UNKNOWN_START));
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
