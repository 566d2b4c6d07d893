package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A handle of a job object, see "Job Objects" and "Nested Jobs" at learn.microsoft.com. Since Windows 8 a process may be in
 * several, one within the other. It limits nothing, and allows CREATE_BREAKAWAY_FROM_JOB, which would fail otherwise.
 */
final class JobObject implements AutoCloseable {

    private static final int PROCESS_ID_LIST = 3;
    private static final int LIST_HEAD = 8;
    private static final int EXTENDED_LIMITS = 9;
    private static final int EXTENDED_LIMITS_SIZE = 144;
    private static final int LIMIT_FLAGS = 16;
    private static final int BREAKAWAY_OK = 0x800;
    private static final int FEW_PROCESSES = 1 << 8;
    private static final int MOST_PROCESSES = 1 << 16;

    private final Pointer handle;

    private JobObject(Pointer handle) {
        this.handle = handle;
    }

    /** Makes it, or opens that of this name; empty if that is refused. */
    static Optional<JobObject> create(String name) {
        Optional<JobObject> job = of(Kernel32.CreateJobObjectW(null, new WString(name)));
        job.ifPresent(JobObject::allowBreakaway);
        return job;
    }

    /** That of this name. The name lasts as long as a handle is open. */
    static Optional<JobObject> open(String name) {
        return of(Kernel32.OpenJobObjectW(Kernel32.JOB_OBJECT_QUERY, false, new WString(name)));
    }

    private static Optional<JobObject> of(Pointer handle) {
        return Optional.ofNullable(handle).map(JobObject::new);
    }

    private void allowBreakaway() {
        Memory limits = new Memory(EXTENDED_LIMITS_SIZE);
        limits.clear();
        limits.setInt(LIMIT_FLAGS, BREAKAWAY_OK);
        Kernel32.SetInformationJobObject(handle, EXTENDED_LIMITS, limits, EXTENDED_LIMITS_SIZE);
    }

    /** Puts this very process into it, with all that it starts from now on. */
    boolean assign(ProcessIdentity process) {
        return WindowsSignals.with(
                        process,
                        Kernel32.PROCESS_SET_QUOTA | Kernel32.PROCESS_TERMINATE,
                        open -> Kernel32.AssignProcessToJobObject(handle, open.handle()))
                == Result.SENT;
    }

    /** The pids of the processes in it, and in the job objects within it; of more than 65,536, the first ones. */
    Set<Long> pids() {
        for (int room = FEW_PROCESSES; room <= MOST_PROCESSES; room *= 4) {
            Memory list = new Memory(LIST_HEAD + (long) room * Long.BYTES);
            list.clear();
            boolean told =
                    Kernel32.QueryInformationJobObject(handle, PROCESS_ID_LIST, list, (int) list.size(), new int[1]);
            boolean isLast = told || Native.getLastError() != Kernel32.ERROR_MORE_DATA || room == MOST_PROCESSES;
            if (isLast) {
                long[] pids = list.getLongArray(LIST_HEAD, Math.min(room, list.getInt(Integer.BYTES)));
                return Arrays.stream(pids).boxed().collect(Collectors.toSet());
            }
        }
        return Set.of();
    }

    @Override
    public void close() {
        Kernel32.CloseHandle(handle);
    }
}
