package io.jenkins.plugins.cleankill.engine.os.linux;

import java.util.Optional;

/** A descriptor of ours for a pipe of others. It never blocks: its open file description is ours alone. */
final class NativePipe extends NativeEnd {

    private NativePipe(int descriptor) {
        super(descriptor);
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

    /** Below 0, EBADF: a write end alone, which has nothing to read. */
    @Override
    int readAtOnce(byte[] room) {
        return LibC.readBytes(descriptor, room, room.length);
    }

    @Override
    public synchronized int capacity() {
        return isClosed() ? 0 : Math.max(0, LibC.pipeSize(descriptor));
    }

    @Override
    public synchronized boolean enlarge(int bytes) {
        // EPERM: more than pipe-max-size, or the user has too much in pipes already
        return !isClosed() && (capacity() >= bytes || LibC.resizePipe(descriptor, bytes) >= bytes);
    }
}
