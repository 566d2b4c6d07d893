package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads {@code /proc/PID/environ}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html">proc_pid_environ(5)</a>: the environment that the
 * program was started with. A file that is empty is told from one that can't be read.
 */
public record EnvironReader(ProcFs proc, StatReader stats) {

    // From the new memory to the new environment an execve(2) takes microseconds
    private static final int ATTEMPTS = 10;

    private static final Environment EMPTY = Environment.of(new byte[0], 0);

    /**
     * The environment of the process; nothing if the process is gone.
     *
     * @throws IOException if there are no descriptors to read it with: it proves nothing, and one that is unreadable for
     *     this reason would hide a member
     */
    public Optional<Environment> read(StatFile process, FileBuffer buffer) throws IOException {
        if (process.isKernelThread() || hasEnded(process, buffer)) {
            return Optional.of(EMPTY);
        }
        Optional<StatFile> stat = Optional.of(process);
        for (int i = 0; i < ATTEMPTS && stat.isPresent(); i++) {
            Optional<Environment> environment = readOnce(stat.get(), buffer);
            if (environment.isPresent() && !environment.get().isEmpty()) {
                return environment;
            }
            stat = stats.read(process.pid(), buffer).filter(now -> now.start() == process.start());
            if (stat.isPresent() && isReallyEmpty(stat.get(), buffer)) {
                return Optional.of(EMPTY);
            }
            if (environment.isEmpty()) {
                return unreadable(stat);
            }
            Thread.onSpinWait();
        }
        return stat.map(now -> Environment.UNREADABLE);
    }

    /** EACCES is about this process; EMFILE and ENFILE are about all of them. */
    private Optional<Environment> unreadable(Optional<StatFile> process) throws IOException {
        if (process.isPresent() && !proc.hasDescriptors()) {
            throw new IOException(
                    "The environment of " + process.get().pid() + " can't be read: there are no descriptors left");
        }
        return process.map(now -> Environment.UNREADABLE);
    }

    /** What the file has; nothing if the system refuses. */
    private Optional<Environment> readOnce(StatFile stat, FileBuffer buffer) throws IOException {
        String path = path(stat, buffer);
        try {
            buffer.read(path, stat.environmentBytes());
            return Optional.of(Environment.of(buffer.bytes(), buffer.length()));
        } catch (IOException ignored) {
            // EACCES, ENOENT, ESRCH, EMFILE: the caller looks whether the process is still there, and which it is
            return Optional.empty();
        }
    }

    /** A zombie has given up its memory, unless other threads than its first still run. */
    private boolean hasEnded(StatFile process, FileBuffer buffer) throws IOException {
        return !process.state().isAlive() && stats.liveThread(process, buffer).isEmpty();
    }

    /** Looked at after an empty file: one of a process in the middle of an execve(2) is empty for a moment only. */
    private boolean isReallyEmpty(StatFile now, FileBuffer buffer) throws IOException {
        boolean mayHaveEnded = now.isExiting() || !now.state().isAlive();
        return now.hasEmptyEnvironment()
                || mayHaveEnded && stats.liveThread(now, buffer).isEmpty();
    }

    // The first thread of a process gives up the memory when it ends; the others still have it
    private String path(StatFile stat, FileBuffer buffer) throws IOException {
        return stats.liveThread(stat, buffer)
                .map(thread -> proc.path(stat.pid(), "task/" + thread.pid() + "/environ"))
                .orElseGet(() -> proc.path(stat.pid(), "environ"));
    }
}
