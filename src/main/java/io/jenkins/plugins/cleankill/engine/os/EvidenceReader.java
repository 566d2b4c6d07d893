package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.LockWait;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what only some rules ask about some processes: each method reads when it is called, and nothing else. An empty
 * answer proves nothing: the process is gone, it is another user's, or the system doesn't tell.
 */
public interface EvidenceReader {

    /** For systems that tell nothing. */
    EvidenceReader NONE = new NoEvidence();

    /**
     * The kernel functions that the threads of the process wait in: {@code do_wait} for a child, {@code pipe_read} for a
     * pipe, {@code do_sigtimedwait} for a signal. Of the first {@value #MOST_THREADS} threads, see proc_pid_wchan(5).
     */
    Set<String> kernelWaits(ProcessIdentity process);

    /** How many threads of a process are asked at most. */
    int MOST_THREADS = 64;

    /** How many bytes the process has read so far from all of its descriptors: rchar in proc_pid_io(5). */
    OptionalLong charactersRead(ProcessIdentity process);

    /**
     * Whether the two descriptors are one open file description: opened by one open(2) and inherited, or duplicated. See
     * kcmp(2), KCMP_FILE.
     */
    Optional<Boolean> isSameOpenFile(ProcessIdentity one, int descriptor, ProcessIdentity other, int otherDescriptor);

    /** The file that the descriptor is open on: {@code /dev/null}, {@code pipe:[4711]}. */
    Optional<String> openFile(ProcessIdentity process, int descriptor);

    /** The sockets of these processes. */
    SocketTable sockets(Collection<ProcessIdentity> processes);

    /**
     * The signals that the process has not taken yet, bit {@code n - 1} for signal {@code n}. Quick: to be asked every
     * few milliseconds. Empty if the process is gone.
     */
    OptionalLong pendingSignals(ProcessIdentity process);

    /** The state of the process. As quick; a zombie's state is one, too. Empty if the process is gone. */
    Optional<ProcessState> state(ProcessIdentity process);

    /** The signals that the process ignores; none, too, if that can't be read. */
    Set<Signal> ignoredBy(ProcessIdentity process);

    /** The lock on a file that the process waits for, see flock(2) and fcntl_locking(2). */
    default Optional<LockWait> awaitedLock(ProcessIdentity process) {
        return Optional.empty();
    }

    /**
     * What the process holds that others may need. It costs about as much as all of its descriptors: to be asked of few
     * processes. Of very many descriptors and sockets only the first are read.
     *
     * @param process with its environment if that was read: its variable WORKSPACE tells which files matter; without it
     *     the files below its current directory do
     */
    default Holdings holdings(ProcessInfo process) {
        return Holdings.NONE;
    }
}
