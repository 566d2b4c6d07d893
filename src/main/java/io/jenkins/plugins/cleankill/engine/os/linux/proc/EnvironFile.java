package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code /proc/PID/environ}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html">proc_pid_environ(5)</a>: the environment that the
 * program was started with, {@code NAME=value} ended by NUL. Bytes that are no UTF-8 are read as
 * {@link LosslessUtf8} has them.
 */
final class EnvironFile {

    private EnvironFile() {}

    static Map<String, String> parse(FileBuffer file) {
        return parse(file.bytes(), file.length());
    }

    /** The variables. Of several with one name the first counts, as for getenv(3); one without a name is left out. */
    static Map<String, String> parse(byte[] bytes, int length) {
        Map<String, String> variables = new HashMap<>(64);
        int begin = 0;
        int equals = -1;
        for (int at = 0; at <= length; at++) {
            if (at == length || bytes[at] == 0) {
                if (equals > begin) {
                    variables.putIfAbsent(text(bytes, begin, equals), text(bytes, equals + 1, at));
                }
                begin = at + 1;
                equals = -1;
            } else if (bytes[at] == '=' && equals < 0) {
                equals = at;
            }
        }
        return variables;
    }

    private static String text(byte[] bytes, int from, int to) {
        return LosslessUtf8.decode(bytes, from, to);
    }
}
