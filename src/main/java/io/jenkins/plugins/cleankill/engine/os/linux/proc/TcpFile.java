package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /proc/PID/net/tcp} and {@code tcp6}: the TCP sockets of the network namespace of a process, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>.
 */
public final class TcpFile {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int QUEUES = 4;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    private TcpFile() {}

    /**
     * One line.
     *
     * @param local address and port in the kernel's hexadecimal digits; of an IPv4 address in IPv6 only the IPv4 part
     * @param remote the same of the other side
     * @param listening whether it waits for connections
     * @param unread bytes in the receive queue, or connections that wait
     * @param inode its inode number
     */
    public record Line(String local, String remote, boolean listening, long unread, long inode) {}

    public static List<Line> parse(FileBuffer file) {
        return parse(new String(file.bytes(), 0, file.length(), StandardCharsets.US_ASCII));
    }

    /** A line that is cut off, and a connection that no process has any more, are left out. */
    public static List<Line> parse(String text) {
        List<Line> lines = new ArrayList<>();
        text.lines().skip(1).forEach(line -> {
            String[] fields = line.strip().split("\\s+");
            if (fields.length > INODE && fields[QUEUES].matches("[0-9A-F]{8}:[0-9A-F]{8}") && isInode(fields[INODE])) {
                lines.add(new Line(
                        address(fields[LOCAL]),
                        address(fields[REMOTE]),
                        fields[STATE].equals(LISTEN),
                        Long.parseLong(fields[QUEUES], 9, 17, 16),
                        Long.parseLong(fields[INODE])));
            }
        });
        return lines;
    }

    private static boolean isInode(String digits) {
        return digits.matches("[1-9]\\d{0,17}");
    }

    /** ::ffff:127.0.0.1 is 127.0.0.1: the one end of a connection may be in the one file, the other in the other. */
    private static String address(String written) {
        return written.replaceFirst("^0{16}(FFFF0000|0000FFFF)(?=[0-9A-F]{8}:)", "");
    }

    /** The sockets by their inode numbers, each with the other end of its connection if that is among them, too. */
    public static Map<Long, Socket> connect(List<Line> lines) {
        Map<String, Long> connections = new HashMap<>();
        lines.stream()
                .filter(line -> !line.listening())
                .forEach(line -> connections.put(line.local() + ">" + line.remote(), line.inode()));
        Map<Long, Socket> sockets = new HashMap<>();
        for (Line line : lines) {
            long peer = line.listening() ? 0 : connections.getOrDefault(line.remote() + ">" + line.local(), 0L);
            sockets.put(line.inode(), new Socket(line.inode(), line.listening(), peer, line.unread(), Shut.NONE));
        }
        return sockets;
    }
}
