package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile.Device;
import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile.Fifo;
import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile.Master;
import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile.Slave;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory.Descriptor;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdInfoFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.MountInfoFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.TerminalDevice;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells FIFOs, pseudoterminals and other devices among the descriptors of a process from plain files. Their links are paths like any
 * other, so stat(2) is asked; but only for what has not been moved in, and never for a file on a remote file system,
 * whose server may be gone. Its answers are kept: one object for one look at one process.
 */
final class SpecialFiles {

    private static final int TYPE = 0170000;
    private static final int TYPE_FIFO = 0010000;
    private static final int TYPE_CHARACTERS = 0020000;
    private static final int TYPE_BLOCKS = 0060000;
    private static final String DEVICES = "/dev/";

    private final ProcFs proc;
    private final long pid;
    private final FileBuffer buffer;
    private MountInfoFile mounts;
    private MountInfoFile ownMounts;

    SpecialFiles(ProcFs proc, long pid, FileBuffer buffer) {
        this.proc = proc;
        this.pid = pid;
        this.buffer = buffer;
    }

    /** A file that a descriptor may be open on beside plain files, pipes and sockets. */
    sealed interface SpecialFile {

        /** A pipe with a name. */
        record Fifo(PipeEnd end) implements SpecialFile {}

        /** The providing side of a pseudoterminal. */
        record Master(int terminal) implements SpecialFile {}

        /** The using side of a pseudoterminal. */
        record Slave(int terminal) implements SpecialFile {}

        /** Another device, of characters or blocks. */
        record Device(long number) implements SpecialFile {}
    }

    /**
     * The file that the descriptor is open on, if it is one of these.
     *
     * @throws UncheckedIOException if that can't be read: EMFILE, ENFILE, ENOMEM
     */
    Optional<SpecialFile> examine(Descriptor descriptor) {
        if (!descriptor.target().startsWith("/") || descriptor.target().equals("/dev/null")) {
            return Optional.empty();
        }
        try {
            FdInfoFile info = FdInfoFile.parse(buffer.read(proc.path(pid, "fdinfo/" + descriptor.number())));
            boolean unmoved = info.position() == 0 || descriptor.target().startsWith(DEVICES);
            return unmoved && isLocal(info.mount()) ? examine(descriptor, info) : Optional.empty();
        } catch (NoSuchFileException | AccessDeniedException ignored) {
            // The descriptor was closed, or its process has ended, or it is another user's: there is none for us
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SpecialFile> examine(Descriptor descriptor, FdInfoFile info) throws IOException {
        Map<String, Object> stat =
                Files.readAttributes(Path.of(proc.path(pid, "fd/" + descriptor.number())), "unix:mode,dev,ino,rdev");
        int type = (int) stat.get("mode") & TYPE;
        if (type == TYPE_FIFO) {
            PipeId id = new PipeId((long) stat.get("dev"), (long) stat.get("ino"));
            return Optional.of(new Fifo(new PipeEnd(descriptor.number(), id, info.access())));
        }
        long device = (long) stat.get("rdev");
        if (type == TYPE_BLOCKS || type == TYPE_CHARACTERS && !TerminalDevice.isOrdinary(device)) {
            return Optional.of(new Device(device));
        }
        return type == TYPE_CHARACTERS ? terminal(device, info) : Optional.empty();
    }

    private static Optional<SpecialFile> terminal(long device, FdInfoFile info) {
        if (TerminalDevice.isMaster(device)) {
            return info.terminal().stream().<SpecialFile>mapToObj(Master::new).findFirst();
        }
        OptionalInt slave = TerminalDevice.slaveIndex(device);
        return slave.stream().<SpecialFile>mapToObj(Slave::new).findFirst();
    }

    /** A descriptor may have been inherited from a process with other mounts: it is looked for among ours, too. */
    private boolean isLocal(long mount) throws IOException {
        if (mounts == null) {
            mounts = MountInfoFile.parse(buffer.read(proc.path(pid, "mountinfo")));
        }
        Optional<Boolean> local = mounts.isLocal(mount);
        if (local.isEmpty() && ownMounts == null) {
            ownMounts = MountInfoFile.parse(buffer.read(proc.path("self/mountinfo")));
        }
        return local.or(() -> ownMounts.isLocal(mount)).orElse(false);
    }
}
