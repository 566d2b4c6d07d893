package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Opens pipes through {@code /proc/PID/fd/N}. */
final class LinuxPipes implements PipeOpener {

    private final StatReader stats;
    private final FdDirectory descriptors;

    LinuxPipes(ProcFs proc, StatReader stats) {
        this.stats = stats;
        this.descriptors = new FdDirectory(proc);
    }

    // One at a time, so that our own descriptor for both ends is the one that this call has opened
    @Override
    public synchronized Optional<WithheldPipe> withhold(ProcessIdentity reader, int descriptor) {
        Optional<PipeEnd> pipe = descriptors
                .read(reader.pid(), descriptor)
                .flatMap(FdDirectory.Descriptor::pipeEnd)
                .filter(PipeEnd::reads);
        if (pipe.isEmpty()) {
            return Optional.empty();
        }
        // For both ends at first: with a read end of our own, the opening of a write end can't block, see fifo(7)
        try (RandomAccessFile bothEnds = new RandomAccessFile(descriptors.path(reader.pid(), descriptor), "rw")) {
            return stats.isAlive(reader) ? writeEnd(pipe.get().pipe()) : Optional.empty();
        } catch (IOException ignored) {
            // The process has ended, has closed it, or is another user's
            return Optional.empty();
        }
    }

    /**
     * Opens the write end alone, through our own descriptor for both: a read end kept open would spare the writers the
     * SIGPIPE that they must get when their reader dies. Nothing if what was opened is another pipe.
     */
    private Optional<WithheldPipe> writeEnd(PipeId pipe) throws IOException {
        long self = ProcessHandle.current().pid();
        Optional<PipeEnd> own = descriptors.pipes(self).stream()
                .filter(end -> end.pipe().equals(pipe) && end.access() == PipeEnd.Access.BOTH)
                .findFirst();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteEnd(
                        new FileOutputStream(descriptors.path(self, own.get().descriptor()))));
    }

    /** A write end that nothing is written to. */
    private static final class WriteEnd implements WithheldPipe {

        private final FileOutputStream stream;
        private final FileInputStream sameDescriptor;

        WriteEnd(FileOutputStream stream) throws IOException {
            this.stream = stream;
            this.sameDescriptor = new FileInputStream(stream.getFD());
        }

        // available() is FIONREAD, which either end of a pipe answers
        @Override
        public int unread() {
            try {
                return sameDescriptor.available();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
