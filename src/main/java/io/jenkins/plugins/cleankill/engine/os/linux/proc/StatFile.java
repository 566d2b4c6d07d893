package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.Effort;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * {@code /proc/PID/stat}, see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>.
 *
 * @param pid field 1
 * @param name field 2, {@code comm}; see {@link LosslessUtf8}
 * @param state field 3
 * @param parent field 4
 * @param group field 5, the process group
 * @param session field 6
 * @param terminal field 7, the device of the controlling terminal, 0 for none
 * @param flags field 9, {@code PF_*} of the kernel
 * @param cpuTicks fields 14 and 15, the time of all threads in user and kernel mode
 * @param threads field 20
 * @param start field 22, in ticks since boot
 * @param argumentBytes fields 48 and 49: how many bytes the arguments have that the program was started with; 0 where
 *     we may not look
 * @param environmentStart field 50, 0 where there is no memory or we may not look
 * @param environmentEnd field 51, 0 too in the middle of an execve(2)
 */
public record StatFile(
        long pid,
        String name,
        ProcessState state,
        long parent,
        long group,
        long session,
        long terminal,
        long flags,
        long cpuTicks,
        long threads,
        long start,
        long argumentBytes,
        long environmentStart,
        long environmentEnd) {

    private static final long EXITING = 0x00000004;
    private static final long KERNEL_THREAD = 0x00200000;
    private static final int START = 22;
    private static final int ARGUMENTS_START = 48;
    private static final int ARGUMENTS_END = 49;
    private static final int ENVIRONMENT_START = 50;
    private static final int ENVIRONMENT_END = 51;

    /**
     * Parses the file. The name may hold blanks, newlines and parentheses, so it ends at the <em>last</em> {@code )}:
     * all later fields are numbers.
     *
     * @throws IOException if the file is cut off before field 22
     */
    public static StatFile parse(FileBuffer file) throws IOException {
        return parse(file.bytes(), file.length());
    }

    public static StatFile parse(byte[] bytes, int length) throws IOException {
        int open = indexOf(bytes, length, '(');
        int close = lastIndexOf(bytes, length, ')');
        if (open < 2 || close < open || close + 2 >= length) {
            throw truncated();
        }
        long[] fields = numbersAfterState(bytes, close + 3, length);
        return new StatFile(
                number(bytes, 0, open - 1),
                LosslessUtf8.decode(bytes, open + 1, close),
                ProcessState.of((char) bytes[close + 2]),
                fields[4],
                fields[5],
                fields[6],
                fields[7],
                fields[9],
                fields[14] + fields[15],
                fields[20],
                fields[START],
                fields[ARGUMENTS_END] - fields[ARGUMENTS_START],
                fields[ENVIRONMENT_START],
                fields[ENVIRONMENT_END]);
    }

    public ProcessIdentity identity() {
        return new ProcessIdentity(pid, start);
    }

    /** Its group, session and pseudoterminal. */
    public JobControl job() {
        OptionalInt index = TerminalDevice.slaveIndex(terminal);
        return new JobControl(group, session, index);
    }

    public Effort effort() {
        return new Effort(cpuTicks, threads);
    }

    /** Whether it is a thread of the kernel: it has no environment, no program and no descriptors. */
    boolean isKernelThread() {
        return (flags & KERNEL_THREAD) != 0;
    }

    /** Whether its first thread is about to end: it has given up its memory, or will at once. */
    boolean isExiting() {
        return (flags & EXITING) != 0;
    }

    /** How many bytes the environment has; 0 if that is not known, too. */
    long environmentBytes() {
        return environmentEnd - environmentStart;
    }

    /** Whether the program was started with no environment at all, as by {@code env -i}. */
    boolean hasEmptyEnvironment() {
        return environmentEnd != 0 && environmentStart == environmentEnd;
    }

    private static long[] numbersAfterState(byte[] bytes, int from, int length) throws IOException {
        long[] fields = new long[ENVIRONMENT_END + 1];
        int field = 4;
        int at = from;
        while (at < length && field <= ENVIRONMENT_END) {
            int begin = at + 1;
            at = begin;
            while (at < length && bytes[at] > ' ') {
                at++;
            }
            if (at > begin) {
                fields[field++] = number(bytes, begin, at);
            }
        }
        if (field <= START) {
            throw truncated();
        }
        return fields;
    }

    /** A decimal number; one beyond 2^63, as some addresses and limits are, wraps around. */
    private static long number(byte[] bytes, int from, int to) throws IOException {
        boolean negative = bytes[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new IOException("stat: not a number at byte " + i);
            }
            value = value * 10 + bytes[i] - '0';
        }
        return negative ? -value : value;
    }

    private static int indexOf(byte[] bytes, int length, char wanted) {
        int at = 0;
        while (at < length && bytes[at] != wanted) {
            at++;
        }
        return at < length ? at : -1;
    }

    private static int lastIndexOf(byte[] bytes, int length, char wanted) {
        int at = length - 1;
        while (at >= 0 && bytes[at] != wanted) {
            at--;
        }
        return at;
    }

    private static IOException truncated() {
        return new IOException("stat: the file is cut off");
    }
}
