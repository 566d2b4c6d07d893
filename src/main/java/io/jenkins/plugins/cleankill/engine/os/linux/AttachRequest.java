package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.DumpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The attach protocol's request {@code threaddump}. The socket does not block: neither a virtual machine that hangs holds
 * us up, nor does an interrupt, by which a build is aborted, close it.
 */
final class AttachRequest implements DumpRequest {

    /** Version, command, three arguments, each with a NUL behind it: {@code attachListener.cpp} of HotSpot. */
    private static final byte[] THREAD_DUMP = "1\0threaddump\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final String SUCCESS = "0\n";

    /** More than a virtual machine of ten thousand threads says. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final AttachFiles files;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private Optional<Path> trigger = Optional.empty();
    private boolean needsSignal;
    private SocketChannel socket;

    private AttachRequest(AttachFiles files) {
        this.files = files;
    }

    /**
     * Connects, if the virtual machine listens already; else prepares it for SIGQUIT.
     *
     * @throws IOException if neither can be done
     */
    static AttachRequest begin(AttachFiles files) throws IOException {
        AttachRequest request = new AttachRequest(files);
        // A socket may be left over from an earlier process of the pid, which was killed: nothing listens there
        if (!request.connect()) {
            request.trigger = files.makeTrigger();
            request.needsSignal = true;
        }
        return request;
    }

    @Override
    public boolean needsSignal() {
        return needsSignal;
    }

    @Override
    public State advance() {
        if (socket == null && !connect()) {
            return State.WAITING;
        }
        try {
            return read();
        } catch (IOException ignored) {
            // ECONNRESET, EPIPE: it has closed the connection, or has ended
            return State.REFUSED;
        }
    }

    private boolean connect() {
        SocketChannel opened = null;
        try {
            if (!files.hasSocket()) {
                return false;
            }
            opened = SocketChannel.open(StandardProtocolFamily.UNIX);
            opened.configureBlocking(false);
            opened.connect(UnixDomainSocketAddress.of(files.socket()));
            opened.write(ByteBuffer.wrap(THREAD_DUMP));
            socket = opened;
            return true;
        } catch (IOException ignored) {
            // ECONNREFUSED, nothing listens there; EACCES, it is not for us; EMFILE
            close(opened);
            return false;
        }
    }

    private State read() throws IOException {
        int count = socket.read(buffer.clear());
        while (count > 0 && answer.size() < MOST_BYTES) {
            answer.write(buffer.array(), 0, count);
            count = socket.read(buffer.clear());
        }
        if (count == 0) {
            return State.WAITING;
        }
        return text().startsWith(SUCCESS) ? State.ANSWERED : State.REFUSED;
    }

    @Override
    public String answer() {
        return text().substring(SUCCESS.length());
    }

    private String text() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        close(socket);
        trigger.ifPresent(AttachRequest::remove);
    }

    private static void close(SocketChannel open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException ignored) {
            // It has nothing unwritten
        }
    }

    private static void remove(Path trigger) {
        try {
            Files.deleteIfExists(trigger);
        } catch (IOException ignored) {
            // The process has ended, and with it the way to its root directory; or another tool has removed it
        }
    }
}
