package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the kernel about UNIX sockets of our network namespace, see <a
 * href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>.
 *
 * @param usable whether there are native calls; without them nothing is known
 */
public record UnixSockets(boolean usable) {

    private static final int HEADER = 16;
    private static final int REQUEST = HEADER + 24;
    private static final int MESSAGE = HEADER + 16;
    // The kernel fills at most 32 KiB at once
    private static final int ROOM = 1 << 16;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLMSG_DONE = 3;
    private static final short NLM_F_REQUEST = 1;
    private static final short NLM_F_DUMP = 0x300;
    private static final byte AF_UNIX = 1;
    private static final int ALL_STATES = -1;
    private static final int TCP_LISTEN = 10;
    private static final int SHOW_PEER_AND_QUEUE = 4 | 16;
    private static final int NO_COOKIE = -1;
    private static final int UNIX_DIAG_PEER = 2;
    private static final int UNIX_DIAG_RQLEN = 4;
    private static final int UNIX_DIAG_SHUTDOWN = 6;

    /** One socket; empty if there is none of that number, or the kernel can't be asked. */
    Optional<Socket> find(long inode) {
        Map<Long, Socket> found = new HashMap<>();
        if (usable) {
            ask(NLM_F_REQUEST, inode, found);
        }
        return Optional.ofNullable(found.get(inode));
    }

    /** All sockets by their inode numbers; empty if the kernel can't be asked. */
    Optional<Map<Long, Socket>> all() {
        Map<Long, Socket> found = new HashMap<>();
        return usable && ask((short) (NLM_F_REQUEST | NLM_F_DUMP), 0, found) ? Optional.of(found) : Optional.empty();
    }

    /** False if the kernel refused, or the answer was cut off. */
    private static boolean ask(short flags, long inode, Map<Long, Socket> found) {
        int socket = LibC.socketDiagnosis();
        if (socket < 0) {
            return false;
        }
        try {
            byte[] answer = new byte[ROOM];
            // The kernel writes an answer while it takes the question, and each further part while one is read: there
            // is
            // nothing to wait for
            int length = LibC.writeBytes(socket, request(flags, inode)) < 0 ? 0 : LibC.readBytes(socket, answer, ROOM);
            boolean dump = (flags & NLM_F_DUMP) != 0;
            while (length > 0) {
                if (parse(answer, length, found) || !dump) {
                    return true;
                }
                length = LibC.readBytes(socket, answer, ROOM);
            }
            return false;
        } finally {
            LibC.closeFile(socket);
        }
    }

    /** A {@code nlmsghdr} and a {@code unix_diag_req}. */
    private static byte[] request(short flags, long inode) {
        return ByteBuffer.allocate(REQUEST)
                .order(ByteOrder.nativeOrder())
                .putInt(REQUEST)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(flags)
                .putInt(0)
                .putInt(0)
                .put(AF_UNIX)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(ALL_STATES)
                .putInt((int) inode)
                .putInt(SHOW_PEER_AND_QUEUE)
                .putInt(NO_COOKIE)
                .putInt(NO_COOKIE)
                .array();
    }

    /**
     * Messages, each a {@code nlmsghdr}, a {@code unix_diag_msg} and its attributes. An error has another type.
     *
     * @return whether this was the last part
     */
    public static boolean parse(byte[] answer, int length, Map<Long, Socket> found) {
        ByteBuffer buffer = ByteBuffer.wrap(answer, 0, length).order(ByteOrder.nativeOrder());
        int at = 0;
        while (at + HEADER <= length) {
            int size = buffer.getInt(at);
            if (buffer.getShort(at + 4) == NLMSG_DONE) {
                return true;
            }
            if (size < HEADER || size > length - at) {
                return false;
            }
            if (buffer.getShort(at + 4) == SOCK_DIAG_BY_FAMILY && size >= MESSAGE) {
                Socket socket = socket(buffer, at, at + size);
                found.put(socket.inode(), socket);
            }
            at += aligned(size);
        }
        return false;
    }

    private static Socket socket(ByteBuffer buffer, int begin, int end) {
        boolean listening = buffer.get(begin + HEADER + 2) == TCP_LISTEN;
        long inode = Integer.toUnsignedLong(buffer.getInt(begin + HEADER + 4));
        long peer = 0;
        long queue = 0;
        int shutdown = 0;
        int at = begin + MESSAGE;
        while (at + 4 < end) {
            int room = end - at - 4;
            int type = buffer.getShort(at + 2);
            if (type == UNIX_DIAG_PEER && room >= 4) {
                peer = Integer.toUnsignedLong(buffer.getInt(at + 4));
            } else if (type == UNIX_DIAG_RQLEN && room >= 4) {
                queue = Integer.toUnsignedLong(buffer.getInt(at + 4));
            } else if (type == UNIX_DIAG_SHUTDOWN) {
                shutdown = buffer.get(at + 4) & 3;
            }
            at += aligned(Math.max(4, Short.toUnsignedInt(buffer.getShort(at))));
        }
        return new Socket(inode, listening, peer, queue, Shut.values()[shutdown]);
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
