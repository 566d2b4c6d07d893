package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.util.HashMap;
import java.util.Map;

/**
 * {@code /proc/PID/net/unix}: the UNIX sockets of the network namespace of a process, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>.
 */
public final class UnixFile {

    private static final int FLAGS = 3;
    private static final int INODE = 6;
    private static final int PATH = 7;

    /** __SO_ACCEPTCON: listen(2) was called. */
    private static final String LISTENS = "00010000";

    private UnixFile() {}

    /** The paths of the sockets that wait for connections, by their inode numbers; one without a path is left out. */
    public static Map<Long, String> listening(String text) {
        Map<Long, String> paths = new HashMap<>();
        text.lines().skip(1).forEach(line -> {
            // The path is the rest of the line, with all of its blanks
            String[] fields = line.strip().split(" +", PATH + 1);
            if (fields.length > PATH && fields[FLAGS].equals(LISTENS) && fields[INODE].matches("[1-9]\\d{0,17}")) {
                paths.put(Long.parseLong(fields[INODE]), fields[PATH]);
            }
        });
        return paths;
    }
}
