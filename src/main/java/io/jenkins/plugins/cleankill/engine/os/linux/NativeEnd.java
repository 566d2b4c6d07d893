package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import java.util.Arrays;
import java.util.Optional;

/** A descriptor of ours that is read without waiting, until it is closed. */
abstract class NativeEnd implements HeldPipe {

    final int descriptor;
    private boolean closed;

    NativeEnd(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Reads the bytes that have come into that room: their number, 0 at the end-of-file, or the negative errno. */
    abstract int readAtOnce(byte[] room);

    final boolean isClosed() {
        return closed;
    }

    @Override
    public final synchronized int unread() {
        return closed ? 0 : Math.max(0, LibC.unreadBytes(descriptor));
    }

    @Override
    public final synchronized Optional<byte[]> read() {
        if (closed) {
            return Optional.empty();
        }
        byte[] room = new byte[Math.min(MOST_AT_ONCE, Math.max(1, unread()))];
        int count = readAtOnce(room);
        if (count == -LibC.EAGAIN || count == -LibC.EINTR) {
            return Optional.of(new byte[0]);
        }
        return count <= 0 ? Optional.empty() : Optional.of(Arrays.copyOf(room, count));
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.closeFile(descriptor);
        }
    }
}
