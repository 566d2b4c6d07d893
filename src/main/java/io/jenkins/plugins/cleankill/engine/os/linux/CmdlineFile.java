package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/PID/cmdline}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html">proc_pid_cmdline(5)</a>: arguments ended by NUL,
 * or whatever the process has written over them. Bytes that are not UTF-8 become U+FFFD.
 */
final class CmdlineFile {

    private CmdlineFile() {}

    static CommandLine parse(FileBuffer file) {
        return parse(file.bytes(), file.length());
    }

    /** The arguments, empty ones included; none for zombies and threads of the kernel. */
    static CommandLine parse(byte[] bytes, int length) {
        List<String> arguments = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == 0) {
                arguments.add(new String(bytes, begin, at - begin, StandardCharsets.UTF_8));
                begin = at + 1;
            }
        }
        if (begin < length) {
            arguments.add(new String(bytes, begin, length - begin, StandardCharsets.UTF_8));
        }
        return new CommandLine(withoutPadding(arguments));
    }

    // A process that shortens its title, as sshd and nginx do, leaves NULs up to the end of the old one
    private static List<String> withoutPadding(List<String> arguments) {
        int end = arguments.size();
        boolean padded = end > 1
                && arguments.get(end - 1).isEmpty()
                && arguments.get(end - 2).isEmpty();
        while (padded && end > 1 && arguments.get(end - 1).isEmpty()) {
            end--;
        }
        return arguments.subList(0, end);
    }
}
