package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.Environment;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Reads {@link EnvironFile}s, and tells one that is empty from one that can't be read. */
record EnvironReader(ProcFs proc, StatReader stats) {

    // From the new memory to the new environment an execve(2) takes microseconds
    private static final int ATTEMPTS = 10;

    private static final Environment EMPTY = Environment.of(Map.of());

    /** The environment of the process; nothing if the process is gone. */
    Optional<Environment> read(StatFile process, FileBuffer buffer) {
        if (process.isKernelThread()) {
            return Optional.of(EMPTY);
        }
        Optional<StatFile> stat = Optional.of(process);
        for (int i = 0; i < ATTEMPTS && stat.isPresent(); i++) {
            Optional<Map<String, String>> variables = variables(stat.get(), buffer);
            if (variables.isPresent() && !variables.get().isEmpty()) {
                return variables.map(Environment::of);
            }
            stat = stats.read(process.pid(), buffer).filter(now -> now.start() == process.start());
            if (stat.filter(now -> isReallyEmpty(now, buffer)).isPresent()) {
                return Optional.of(EMPTY);
            }
            if (variables.isEmpty()) {
                return stat.map(now -> Environment.UNREADABLE);
            }
            Thread.onSpinWait();
        }
        return stat.map(now -> Environment.UNREADABLE);
    }

    /** What the file says; nothing if the system refuses. */
    private Optional<Map<String, String>> variables(StatFile stat, FileBuffer buffer) {
        try {
            return Optional.of(EnvironFile.parse(buffer.read(path(stat, buffer))));
        } catch (IOException ignored) {
            // EACCES, ENOENT or ESRCH: the caller looks whether the process is still there
            return Optional.empty();
        }
    }

    /** Looked at after an empty file: one of a process in the middle of an execve(2) is empty for a moment only. */
    private boolean isReallyEmpty(StatFile now, FileBuffer buffer) {
        boolean ended = now.isExiting() || !now.state().isAlive();
        return now.hasEmptyEnvironment()
                || ended && stats.liveThread(now, buffer).isEmpty();
    }

    // The first thread of a process gives up the memory when it ends; the others still have it
    private String path(StatFile stat, FileBuffer buffer) {
        return stats.liveThread(stat, buffer)
                .map(thread -> proc.path(stat.pid(), "task/" + thread.pid() + "/environ"))
                .orElseGet(() -> proc.path(stat.pid(), "environ"));
    }
}
