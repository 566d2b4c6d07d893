package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import java.util.Arrays;
import java.util.Optional;

/** A descriptor of ours for a pipe of others. It never blocks: its open file description is ours alone. */
final class NativePipe implements HeldPipe {

    private final int descriptor;
    private boolean closed;

    private NativePipe(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Opens the pipe at that path; nothing if it is not there, not permitted, or there is no descriptor left. */
    static Optional<NativePipe> open(String path, int access) {
        int descriptor = LibC.openFile(path, access | LibC.O_NONBLOCK | LibC.O_NOCTTY);
        return descriptor < 0 ? Optional.empty() : Optional.of(new NativePipe(descriptor));
    }

    /** The same pipe for another access. */
    Optional<NativePipe> reopened(int access) {
        return open("/proc/self/fd/" + descriptor, access);
    }

    @Override
    public synchronized int unread() {
        return closed ? 0 : Math.max(0, LibC.unreadBytes(descriptor));
    }

    @Override
    public synchronized Optional<byte[]> read() {
        if (closed) {
            return Optional.empty();
        }
        byte[] room = new byte[Math.min(MOST_AT_ONCE, Math.max(1, unread()))];
        int count = LibC.readBytes(descriptor, room, room.length);
        if (count == -LibC.EAGAIN || count == -LibC.EINTR) {
            return Optional.of(new byte[0]);
        }
        // Below 0, EBADF: a write end alone, which has nothing to read
        return count <= 0 ? Optional.empty() : Optional.of(Arrays.copyOf(room, count));
    }

    @Override
    public synchronized int capacity() {
        return closed ? 0 : Math.max(0, LibC.pipeSize(descriptor));
    }

    @Override
    public synchronized boolean enlarge(int bytes) {
        // EPERM: more than pipe-max-size, or the user has too much in pipes already
        return !closed && (capacity() >= bytes || LibC.resizePipe(descriptor, bytes) >= bytes);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.closeFile(descriptor);
        }
    }
}
