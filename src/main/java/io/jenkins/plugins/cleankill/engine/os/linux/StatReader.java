package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.util.Optional;

/** Reads {@link StatFile}s: who a pid belongs to, and whether that process is alive. */
record StatReader(ProcFs proc) {

    /** The file of that pid, if there is such a process. */
    Optional<StatFile> read(long pid, FileBuffer buffer) {
        return parse(proc.path(pid, "stat"), buffer);
    }

    /** Whether the pid still belongs to this very process, dead or alive. */
    boolean exists(ProcessIdentity process) {
        return read(process.pid(), new FileBuffer())
                .filter(stat -> stat.start() == process.start())
                .isPresent();
    }

    /** Whether the pid still belongs to this very process, and it has not ended. */
    boolean isAlive(ProcessIdentity process) {
        FileBuffer buffer = new FileBuffer();
        return read(process.pid(), buffer)
                .filter(stat -> stat.start() == process.start())
                .filter(stat -> state(stat, buffer).isAlive())
                .isPresent();
    }

    /** The state of the process: that of its first thread, or, once that has ended, of any that still runs. */
    ProcessState state(StatFile stat, FileBuffer buffer) {
        return liveThread(stat, buffer).map(StatFile::state).orElse(stat.state());
    }

    /** The thread that still runs in a process whose first thread has ended, see pthread_exit(3). */
    Optional<StatFile> liveThread(StatFile stat, FileBuffer buffer) {
        if (stat.state().isAlive() || stat.threads() < 2) {
            return Optional.empty();
        }
        for (long thread : proc.threads(stat.pid())) {
            Optional<StatFile> found = parse(proc.path(stat.pid(), "task/" + thread + "/stat"), buffer)
                    .filter(other -> other.state().isAlive());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<StatFile> parse(String path, FileBuffer buffer) {
        try {
            return Optional.of(StatFile.parse(buffer.read(path)));
        } catch (IOException ignored) {
            // ENOENT or ESRCH: it has ended. Anybody may read this file, so it is nothing else
            return Optional.empty();
        }
    }
}
