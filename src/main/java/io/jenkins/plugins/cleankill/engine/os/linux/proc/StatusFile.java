package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * {@code /proc/PID/status}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>. A line that is missing,
 * because the file is cut off or the kernel is old, is empty or no signal.
 *
 * @param signals SigBlk, SigIgn and SigCgt
 * @param pending SigPnd of the first thread and ShdPnd of the process, together
 * @param user the effective user id, the second number of Uid
 * @param tracer TracerPid, if it is not 0
 * @param innermostPid the last number of NSpid, if there are several
 */
public record StatusFile(
        SignalSets signals, long pending, OptionalLong user, OptionalLong tracer, OptionalLong innermostPid) {

    /** Possessive: going back would take a frame of the stack for each number. */
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,18}(\t\\d{1,18})*+");

    public static StatusFile parse(FileBuffer file) {
        return parse(new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8));
    }

    public static StatusFile parse(String lines) {
        SignalSets signals =
                new SignalSets(mask(line(lines, "SigBlk")), mask(line(lines, "SigIgn")), mask(line(lines, "SigCgt")));
        long pending = mask(line(lines, "SigPnd")) | mask(line(lines, "ShdPnd"));
        return new StatusFile(signals, pending, user(lines), tracer(lines), innermostPid(lines));
    }

    /** The value in the line, null if there is none. The kernel escapes newlines in Name: no process forges a line. */
    private static String line(String text, String name) {
        return Lines.value(text, name);
    }

    private static long mask(String digits) {
        return digits != null && digits.length() == 16 && digits.chars().allMatch(StatusFile::isHexadecimal)
                ? Long.parseUnsignedLong(digits, 16)
                : 0;
    }

    private static boolean isHexadecimal(int digit) {
        return digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f';
    }

    private static OptionalLong user(String lines) {
        long[] ids = numbers(line(lines, "Uid"));
        return ids.length < 2 ? OptionalLong.empty() : OptionalLong.of(ids[1]);
    }

    private static OptionalLong tracer(String lines) {
        long[] pids = numbers(line(lines, "TracerPid"));
        return pids.length == 0 || pids[0] == 0 ? OptionalLong.empty() : OptionalLong.of(pids[0]);
    }

    private static OptionalLong innermostPid(String lines) {
        long[] pids = numbers(line(lines, "NSpid"));
        return pids.length < 2 ? OptionalLong.empty() : OptionalLong.of(pids[pids.length - 1]);
    }

    private static long[] numbers(String words) {
        if (words == null || !NUMBERS.matcher(words).matches()) {
            return new long[0];
        }
        String[] parts = words.split("\t");
        long[] numbers = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Long.parseLong(parts[i]);
        }
        return numbers;
    }
}
