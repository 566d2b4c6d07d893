package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens pipes and terminals through {@code /proc/PID/fd/N}. */
final class LinuxPipes implements PipeOpener {

    private final ProcFs proc;
    private final StatReader stats;
    private final FdDirectory descriptors;
    private final OutputSockets outputs;
    private final boolean jna;

    LinuxPipes(ProcFs proc, StatReader stats, boolean jna) {
        this.proc = proc;
        this.stats = stats;
        this.descriptors = new FdDirectory(proc);
        this.outputs = new OutputSockets(stats, descriptors, new UnixSockets(jna));
        this.jna = jna;
    }

    @Override
    public Optional<WithheldPipe> withhold(ProcessIdentity reader, int descriptor) {
        return jna ? writeEnd(reader, descriptor).map(pipe -> pipe) : withholdByJava(reader, descriptor);
    }

    @Override
    public Optional<HeldPipe> holdBothEnds(ProcessIdentity reader, int descriptor) {
        return open(reader, descriptor, LibC.O_RDWR).map(pipe -> pipe);
    }

    @Override
    public Optional<HeldPipe> keepReadable(ProcessIdentity reader, int descriptor) {
        return open(reader, descriptor, LibC.O_RDONLY).map(pipe -> pipe);
    }

    @Override
    public Optional<HeldPipe> keepOutputReadable(ProcessIdentity reader, ProcessIdentity writer, int descriptor) {
        return jna ? outputs.keep(reader, writer, descriptor) : Optional.empty();
    }

    /** Opened through our own descriptor for both ends: of a pipe that has a reader a write end can be opened. */
    private Optional<NativePipe> writeEnd(ProcessIdentity reader, int descriptor) {
        Optional<NativePipe> bothEnds = open(reader, descriptor, LibC.O_RDWR);
        if (bothEnds.isEmpty()) {
            return Optional.empty();
        }
        // A read end kept open would spare the writers the SIGPIPE that they must get when their reader dies
        try (NativePipe both = bothEnds.get()) {
            return both.reopened(LibC.O_WRONLY);
        }
    }

    private Optional<NativePipe> open(ProcessIdentity reader, int descriptor, int access) {
        Optional<PipeEnd> pipe = pipe(reader, descriptor);
        if (!jna || pipe.isEmpty()) {
            return Optional.empty();
        }
        Optional<NativePipe> opened = NativePipe.open(descriptors.path(reader.pid(), descriptor), access);
        // The pid may have a new owner, and the descriptor another pipe: the opened file is looked at again
        if (opened.isPresent()
                && !(stats.isAlive(reader) && pipe(reader, descriptor).equals(pipe))) {
            opened.get().close();
            return Optional.empty();
        }
        return opened;
    }

    private Optional<PipeEnd> pipe(ProcessIdentity reader, int descriptor) {
        try {
            return descriptors
                    .read(reader.pid(), descriptor)
                    .flatMap(each -> each.pipeEnd().or(() -> fifo(reader, each)))
                    .filter(PipeEnd::reads);
        } catch (UncheckedIOException ignored) {
            // EMFILE, ENFILE: then it could not be opened either
            return Optional.empty();
        }
    }

    private Optional<PipeEnd> fifo(ProcessIdentity process, FdDirectory.Descriptor descriptor) {
        return new SpecialFiles(proc, process.pid(), new FileBuffer())
                .examine(descriptor)
                .filter(SpecialFile.Fifo.class::isInstance)
                .map(file -> ((SpecialFile.Fifo) file).end());
    }

    @Override
    public Optional<HeldTerminal> holdTerminal(ProcessIdentity user, int terminal) {
        if (!jna) {
            // Java can't open a terminal without making it ours, see O_NOCTTY in open(2)
            return Optional.empty();
        }
        Optional<String> path = terminalPath(user, terminal);
        int opened = path.map(there -> LibC.openFile(there, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK))
                .orElse(-LibC.ENOENT);
        if (opened < 0) {
            return Optional.empty();
        }
        if (!stats.isAlive(user)) {
            LibC.closeFile(opened);
            return Optional.empty();
        }
        return Optional.of(() -> LibC.closeFile(opened));
    }

    private Optional<String> terminalPath(ProcessIdentity user, int terminal) {
        SpecialFiles special = new SpecialFiles(proc, user.pid(), new FileBuffer());
        SpecialFile wanted = new SpecialFile.Slave(terminal);
        try {
            return descriptors.read(user.pid()).stream()
                    .filter(each -> special.examine(each).filter(wanted::equals).isPresent())
                    .findFirst()
                    .map(each -> descriptors.path(user.pid(), each.number()))
                    .or(() -> controllingTerminal(user, terminal));
        } catch (UncheckedIOException ignored) {
            // EMFILE, ENFILE: then it could not be opened either
            return Optional.empty();
        }
    }

    /** The terminal of a process that has closed it. Its file system of terminals may be another one than ours. */
    private Optional<String> controllingTerminal(ProcessIdentity user, int terminal) {
        try {
            return stats.read(user.pid(), new FileBuffer())
                    .filter(stat -> stat.start() == user.start())
                    .filter(stat -> stat.job().terminal().equals(OptionalInt.of(terminal)))
                    .map(stat -> proc.path(user.pid(), "root/dev/pts/" + terminal));
        } catch (IOException ignored) {
            // EMFILE, ENFILE: then it could not be opened either
            return Optional.empty();
        }
    }

    // One at a time, so that our own descriptor for both ends is the one that this call has opened
    private synchronized Optional<WithheldPipe> withholdByJava(ProcessIdentity reader, int descriptor) {
        Optional<PipeEnd> pipe = pipe(reader, descriptor).filter(end -> !end.named());
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

    /** Opens the write end alone, through our own descriptor for both. Nothing if what was opened is another pipe. */
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
