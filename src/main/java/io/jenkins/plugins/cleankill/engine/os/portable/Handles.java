package io.jenkins.plugins.cleankill.engine.os.portable;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity.Sameness;
import java.time.Instant;
import java.util.Optional;

/** Translates between handles and identities, whose ticks are milliseconds since 1970 here. */
final class Handles {

    private Handles() {}

    static ProcessIdentity identity(ProcessHandle handle) {
        return new ProcessIdentity(
                handle.pid(),
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(ProcessIdentity.UNKNOWN_START));
    }

    /** The handle of this very process, while it is alive. */
    static Optional<ProcessHandle> find(ProcessIdentity process) {
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> identity(handle).compare(process) == Sameness.SAME);
    }
}
