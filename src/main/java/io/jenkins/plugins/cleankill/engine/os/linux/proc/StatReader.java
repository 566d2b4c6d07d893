package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Reads {@link StatFile}s: which process a pid belongs to, and whether that process is alive. */
public record StatReader(ProcFs proc) {

    /**
     * The file of that pid, if there is such a process that we may see: a mount with {@code hidepid=1} refuses the files
     * of other users.
     *
     * @throws IOException if it is there and can't be read: EMFILE, ENFILE, ENOMEM
     */
    public Optional<StatFile> read(long pid, FileBuffer buffer) throws IOException {
        return parse(proc.path(pid, "stat"), buffer);
    }

    /** Whether this very process has not ended, as far as that can be read. */
    public Life life(ProcessIdentity process) {
        FileBuffer buffer = new FileBuffer();
        try {
            StatFile stat = StatFile.parse(buffer.readLine(proc.path(process.pid(), "stat")));
            return stat.start() == process.start() && state(stat, buffer).isAlive() ? Life.ALIVE : Life.ENDED;
        } catch (NoSuchFileException ignored) {
            // The pid belongs to no process
            return Life.ENDED;
        } catch (IOException ignored) {
            // EACCES, EMFILE, ENFILE, ENOMEM: it was not seen, neither alive nor dead
            return Life.UNKNOWN;
        }
    }

    /** Whether the pid was seen to belong to this very process, which has not ended: only that may be signalled. */
    public boolean isAlive(ProcessIdentity process) {
        return life(process) == Life.ALIVE;
    }

    /** Whether this very process was seen to have ended. */
    public boolean hasEnded(ProcessIdentity process) {
        return life(process) == Life.ENDED;
    }

    /**
     * The state of the process: that of its first thread, or, once that has ended, of any that still runs.
     *
     * @throws IOException if its threads can't be read
     */
    public ProcessState state(StatFile stat, FileBuffer buffer) throws IOException {
        return liveThread(stat, buffer).map(StatFile::state).orElse(stat.state());
    }

    /** The thread that still runs in a process whose first thread has ended, see pthread_exit(3). */
    Optional<StatFile> liveThread(StatFile stat, FileBuffer buffer) throws IOException {
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

    private static Optional<StatFile> parse(String path, FileBuffer buffer) throws IOException {
        try {
            return Optional.of(StatFile.parse(buffer.readLine(path)));
        } catch (NoSuchFileException | AccessDeniedException ignored) {
            // ENOENT or ESRCH: it has ended. EPERM: the mount hides it
            return Optional.empty();
        }
    }

    /** The life of a process, as far as it is known. */
    public enum Life {
        ALIVE,
        ENDED,
        UNKNOWN
    }
}
