package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Recognises pipelines that are made of socket pairs, as ksh93 makes them: a pair that was shut down to one direction
 * is a pipe. Asks the kernel who is connected to whom, see <a
 * href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>.
 *
 * @param usable whether there are native calls; without them no pair is recognised
 */
record SocketPairs(boolean usable) {

    private static final int HEADER = 16;
    private static final int REQUEST = HEADER + 24;
    private static final int MESSAGE = HEADER + 16;
    private static final int ROOM = 4096;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLM_F_REQUEST = 1;
    private static final byte AF_UNIX = 1;
    private static final int ALL_STATES = -1;
    private static final int UDIAG_SHOW_PEER = 4;
    private static final int NO_COOKIE = -1;
    private static final int UNIX_DIAG_PEER = 2;
    private static final int UNIX_DIAG_SHUTDOWN = 6;
    private static final int ONLY_WRITES = 1;
    private static final int ONLY_READS = 2;

    /**
     * The descriptor as an end of a pipe, if it is a standard stream and an end of such a pair. The others are not asked
     * about: a server has thousands of sockets, and a pipeline connects standard streams.
     */
    Optional<PipeEnd> pipeEnd(FdDirectory.Descriptor descriptor) {
        return usable && descriptor.number() <= 2
                ? descriptor.socket().flatMap(inode -> ask(descriptor.number(), inode))
                : Optional.empty();
    }

    private static Optional<PipeEnd> ask(int number, long inode) {
        int socket = LibC.socketDiagnosis();
        if (socket < 0) {
            return Optional.empty();
        }
        try {
            byte[] answer = new byte[ROOM];
            // The kernel answers while it takes the question, so that there is nothing to wait for
            int length = LibC.writeBytes(socket, request(inode)) < 0 ? 0 : LibC.readBytes(socket, answer, ROOM);
            return parse(number, inode, answer, length);
        } finally {
            LibC.closeFile(socket);
        }
    }

    /** A {@code nlmsghdr} and a {@code unix_diag_req}. */
    private static byte[] request(long inode) {
        return ByteBuffer.allocate(REQUEST)
                .order(ByteOrder.nativeOrder())
                .putInt(REQUEST)
                .putShort(SOCK_DIAG_BY_FAMILY)
                .putShort(NLM_F_REQUEST)
                .putInt(0)
                .putInt(0)
                .put(AF_UNIX)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(ALL_STATES)
                .putInt((int) inode)
                .putInt(UDIAG_SHOW_PEER)
                .putInt(NO_COOKIE)
                .putInt(NO_COOKIE)
                .array();
    }

    /** A {@code nlmsghdr}, a {@code unix_diag_msg} and its attributes. An error has another type: no UNIX socket. */
    static Optional<PipeEnd> parse(int number, long inode, byte[] answer, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
        if (length < MESSAGE || buffer.getShort(4) != SOCK_DIAG_BY_FAMILY) {
            return Optional.empty();
        }
        long peer = 0;
        int shutdown = 0;
        int end = Math.min(length, buffer.getInt(0));
        for (int at = MESSAGE; at + 4 < end; at += aligned(Math.max(4, buffer.getShort(at)))) {
            int type = buffer.getShort(at + 2);
            if (type == UNIX_DIAG_PEER) {
                peer = Integer.toUnsignedLong(buffer.getInt(at + 4));
            } else if (type == UNIX_DIAG_SHUTDOWN) {
                shutdown = buffer.get(at + 4);
            }
        }
        boolean oneWay = shutdown == ONLY_READS || shutdown == ONLY_WRITES;
        Access access = shutdown == ONLY_READS ? Access.READ : Access.WRITE;
        return peer == 0 || !oneWay
                ? Optional.empty()
                : Optional.of(new PipeEnd(number, PipeId.ofSockets(inode, peer), access));
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
