package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity.Sameness;
import java.util.Optional;

/** A handle of a process. While it is open, the pid belongs to this process, even after its end. */
final class OpenProcess implements AutoCloseable {

    private static final int PATH_LENGTH = 32_768;

    private final Pointer handle;
    private final long pid;

    private OpenProcess(Pointer handle, long pid) {
        this.handle = handle;
        this.pid = pid;
    }

    /** The process that has this pid now, empty if there is none or the rights are refused. */
    static Optional<OpenProcess> of(long pid, int access) {
        Pointer handle = Kernel32.OpenProcess(
                access | Kernel32.PROCESS_QUERY_LIMITED_INFORMATION | Kernel32.SYNCHRONIZE, false, (int) pid);
        return Optional.ofNullable(handle).map(open -> new OpenProcess(open, pid));
    }

    /** This very process, while it lives. */
    static Optional<OpenProcess> of(ProcessIdentity process, int access) {
        Optional<OpenProcess> open = of(process.pid(), access);
        if (open.isPresent() && !(open.get().is(process) && open.get().isAlive())) {
            open.get().close();
            return Optional.empty();
        }
        return open;
    }

    /** The meaning of a failed {@link #of}: a process that may not be opened for an act may still be looked at. */
    static Result refusal(ProcessIdentity process) {
        Pointer handle = Kernel32.OpenProcess(
                Kernel32.PROCESS_QUERY_LIMITED_INFORMATION | Kernel32.SYNCHRONIZE, false, (int) process.pid());
        if (handle == null) {
            return Native.getLastError() == Kernel32.ERROR_ACCESS_DENIED
                    ? Result.NOT_PERMITTED
                    : Result.NO_SUCH_PROCESS;
        }
        try (OpenProcess open = new OpenProcess(handle, process.pid())) {
            return open.is(process) && open.isAlive() ? Result.NOT_PERMITTED : Result.NO_SUCH_PROCESS;
        }
    }

    Pointer handle() {
        return handle;
    }

    long pid() {
        return pid;
    }

    ProcessIdentity identity() {
        long[] created = new long[1];
        boolean told = Kernel32.GetProcessTimes(handle, created, new long[1], new long[1], new long[1]);
        return new ProcessIdentity(pid, told ? created[0] : ProcessIdentity.UNKNOWN_START);
    }

    boolean isAlive() {
        return Kernel32.WaitForSingleObject(handle, 0) == Kernel32.WAIT_TIMEOUT;
    }

    /** Whether it is a 32-bit program on a 64-bit Windows: other code addresses hold there. */
    boolean isWow64() {
        int[] answer = new int[1];
        return Kernel32.IsWow64Process(handle, answer) && answer[0] != 0;
    }

    Optional<String> executable() {
        char[] path = new char[PATH_LENGTH];
        int[] length = {PATH_LENGTH};
        return Kernel32.QueryFullProcessImageNameW(handle, 0, path, length)
                ? Optional.of(new String(path, 0, length[0]))
                : Optional.empty();
    }

    private boolean is(ProcessIdentity process) {
        return identity().compare(process) == Sameness.SAME;
    }

    @Override
    public void close() {
        Kernel32.CloseHandle(handle);
    }
}
