package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.function.Predicate;

/** The threads of a process, see Thread32First and SuspendThread. */
final class Threads {

    private static final int ENTRY_SIZE = 28;
    private static final int ID = 8;
    private static final int PROCESS = 12;
    private static final int FAILED = -1;

    private Threads() {}

    /**
     * Whether the process has threads, and all are suspended. A count goes up with every suspension: a process that is
     * suspended twice needs to be resumed twice.
     */
    static boolean areSuspended(OpenProcess process) {
        Pointer snapshot = Kernel32.CreateToolhelp32Snapshot(Kernel32.TH32CS_SNAPTHREAD, 0);
        if (snapshot == null || snapshot.equals(Kernel32.INVALID_HANDLE)) {
            return false;
        }
        try {
            return allOf(process.pid(), snapshot, Threads::isSuspended);
        } finally {
            Kernel32.CloseHandle(snapshot);
        }
    }

    private static boolean allOf(long pid, Pointer snapshot, Predicate<Integer> test) {
        Memory entry = new Memory(ENTRY_SIZE);
        entry.clear();
        entry.setInt(0, ENTRY_SIZE);
        boolean found = false;
        for (boolean more = Kernel32.Thread32First(snapshot, entry);
                more;
                more = Kernel32.Thread32Next(snapshot, entry)) {
            if (Integer.toUnsignedLong(entry.getInt(PROCESS)) == pid) {
                found = true;
                if (!test.test(entry.getInt(ID))) {
                    return false;
                }
            }
        }
        return found;
    }

    /** By the count of before, which a suspension tells; it is taken back at once. */
    private static boolean isSuspended(int id) {
        Pointer thread = Kernel32.OpenThread(Kernel32.THREAD_SUSPEND_RESUME, false, id);
        if (thread == null) {
            return false;
        }
        try {
            int before = Kernel32.SuspendThread(thread);
            if (before != FAILED) {
                Kernel32.ResumeThread(thread);
            }
            return before > 0;
        } finally {
            Kernel32.CloseHandle(thread);
        }
    }
}
