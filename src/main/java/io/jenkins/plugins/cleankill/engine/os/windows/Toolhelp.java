package io.jenkins.plugins.cleankill.engine.os.windows;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pids, parents and names of all processes, see CreateToolhelp32Snapshot. */
final class Toolhelp {

    private static final int ENTRY_SIZE = 568;
    private static final int PID = 8;
    private static final int PARENT = 32;
    private static final int NAME = 44;

    private Toolhelp() {}

    /** A line of the snapshot. The parent may have ended, and its pid been given again. */
    record Line(long pid, long parent, String name) {}

    /** @throws IOException if there is no snapshot to be had */
    static List<Line> read() throws IOException {
        Pointer snapshot = Kernel32.CreateToolhelp32Snapshot(Kernel32.TH32CS_SNAPPROCESS, 0);
        if (snapshot == null || snapshot.equals(Kernel32.INVALID_HANDLE)) {
            throw new IOException("CreateToolhelp32Snapshot: error " + Native.getLastError());
        }
        try {
            return lines(snapshot);
        } finally {
            Kernel32.CloseHandle(snapshot);
        }
    }

    private static List<Line> lines(Pointer snapshot) {
        List<Line> lines = new ArrayList<>();
        Memory entry = new Memory(ENTRY_SIZE);
        entry.clear();
        entry.setInt(0, ENTRY_SIZE);
        for (boolean more = Kernel32.Process32FirstW(snapshot, entry);
                more;
                more = Kernel32.Process32NextW(snapshot, entry)) {
            lines.add(new Line(
                    Integer.toUnsignedLong(entry.getInt(PID)),
                    Integer.toUnsignedLong(entry.getInt(PARENT)),
                    entry.getWideString(NAME)));
        }
        return lines;
    }
}
