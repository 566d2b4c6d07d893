package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * {@code /proc/PID/fdinfo/N}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html">proc_pid_fdinfo(5)</a>. A line that is missing is
 * 0, or empty.
 *
 * @param position pos: how far it was read or written, always 0 for a pipe and a terminal
 * @param access the last two bits of flags
 * @param mount mnt_id: the mount of its file, as in {@code mountinfo}
 * @param terminal tty-index: which pseudoterminal an open {@code /dev/ptmx} provides
 */
public record FdInfoFile(long position, Access access, long mount, OptionalInt terminal) {

    /** The access modes of open(2). */
    private static final int O_RDONLY = 0;

    private static final int O_WRONLY = 1;

    public static FdInfoFile parse(FileBuffer file) {
        return parse(text(file));
    }

    public static String text(FileBuffer file) {
        return new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII);
    }

    /** Whether a lock on its file was taken by this descriptor, see proc_locks(5): POSIX, OFD and flock(2) alike. */
    public static boolean tellsLock(String text) {
        return text.lines().anyMatch(line -> line.startsWith("lock:") && !line.contains("LEASE"));
    }

    public static FdInfoFile parse(String text) {
        long terminal = number(text, "tty-index", 10, -1);
        return new FdInfoFile(
                number(text, "pos", 10, 0),
                access((int) number(text, "flags", 8, 0) & 3),
                number(text, "mnt_id", 10, 0),
                terminal < 0 || terminal > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) terminal));
    }

    private static Access access(int flags) {
        return switch (flags) {
            case O_RDONLY -> Access.READ;
            case O_WRONLY -> Access.WRITE;
            default -> Access.BOTH;
        };
    }

    private static long number(String text, String name, int radix, long otherwise) {
        String value = Lines.value(text, name);
        return value != null && value.matches(radix == 8 ? "[0-7]{1,20}" : "\\d{1,18}")
                ? Long.parseLong(value, radix)
                : otherwise;
    }
}
