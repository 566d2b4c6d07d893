package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory.Descriptor;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Takes the end that a process has of a pair of sockets by which it hears another one, see <a
 * href="https://man7.org/linux/man-pages/man2/pidfd_getfd.2.html">pidfd_getfd(2)</a>: a socket can't be opened through
 * {@code /proc/PID/fd}, as a pipe can. It needs Linux 5.6, and the right to trace the process.
 */
final class OutputSockets {

    private static final int STANDARD_INPUT = 0;

    private final StatReader stats;
    private final FdDirectory descriptors;
    private final UnixSockets sockets;

    OutputSockets(StatReader stats, FdDirectory descriptors, UnixSockets sockets) {
        this.stats = stats;
        this.descriptors = descriptors;
        this.sockets = sockets;
    }

    Optional<HeldPipe> keep(ProcessIdentity reader, ProcessIdentity writer, int descriptor) {
        try {
            return output(writer, descriptor)
                    .flatMap(sockets::find)
                    .map(Socket::peer)
                    .filter(peer -> peer != 0 && stats.isAlive(writer))
                    .flatMap(peer -> take(reader, peer));
        } catch (UncheckedIOException ignored) {
            // EMFILE, ENFILE: then it could not be taken either
            return Optional.empty();
        }
    }

    /** A socket that is the standard input, too, must see its end-of-file when the other process has ended. */
    private Optional<Long> output(ProcessIdentity writer, int descriptor) {
        Optional<Long> input = socket(writer, STANDARD_INPUT);
        return socket(writer, descriptor).filter(inode -> !Optional.of(inode).equals(input));
    }

    private Optional<Long> socket(ProcessIdentity process, int descriptor) {
        return descriptors.read(process.pid(), descriptor).flatMap(Descriptor::socket);
    }

    private Optional<HeldPipe> take(ProcessIdentity reader, long inode) {
        return descriptors.read(reader.pid()).stream()
                .filter(each -> each.socket().equals(Optional.of(inode)))
                .findFirst()
                .flatMap(each -> take(reader, each.number(), inode));
    }

    private Optional<HeldPipe> take(ProcessIdentity reader, int descriptor, long inode) {
        int pidfd = LibC.pidfdOpen(reader.pid());
        if (pidfd < 0) {
            return Optional.empty();
        }
        // The pid may have had a new owner before it was opened
        int taken = stats.isAlive(reader) ? LibC.takeDescriptor(pidfd, descriptor) : -LibC.ESRCH;
        LibC.closeFile(pidfd);
        if (taken < 0) {
            return Optional.empty();
        }
        SocketEnd end = new SocketEnd(taken);
        // The descriptor may have been another file by then
        boolean same = descriptors
                .read(ProcessHandle.current().pid(), taken)
                .flatMap(Descriptor::socket)
                .filter(own -> own == inode)
                .isPresent();
        if (!same) {
            end.close();
            return Optional.empty();
        }
        return Optional.of(end);
    }

    /** The open file description is the other process', too: a flag that is set on it would be set for both. */
    private static final class SocketEnd extends NativeEnd {

        SocketEnd(int descriptor) {
            super(descriptor);
        }

        /** Below 0, ECONNRESET: the writer has ended, and has not read what was sent to it. */
        @Override
        int readAtOnce(byte[] room) {
            return LibC.receiveAtOnce(descriptor, room);
        }

        @Override
        public int capacity() {
            return 0;
        }

        @Override
        public boolean enlarge(int bytes) {
            return false;
        }
    }
}
