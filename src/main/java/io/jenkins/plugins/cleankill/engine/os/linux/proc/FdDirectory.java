package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /proc/PID/fd}, see <a href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">proc_pid_fd(5)</a>: a link
 * for each descriptor. The link's own permissions tell what it was opened for.
 */
public record FdDirectory(ProcFs proc) {

    /**
     * All descriptors of the process; none if it is gone or not ours.
     *
     * @throws UncheckedIOException if they can't be listed: EMFILE, ENFILE, ENOMEM
     */
    public List<Descriptor> read(long pid) {
        List<Descriptor> found = new ArrayList<>();
        for (long number : numbers(pid)) {
            read(pid, (int) number).ifPresent(found::add);
        }
        return found;
    }

    private long[] numbers(long pid) {
        try {
            return proc.descriptors(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One descriptor, if it is open and ours to see. */
    public Optional<Descriptor> read(long pid, int number) {
        Path link = Path.of(path(pid, number));
        try {
            String target = Files.readSymbolicLink(link).toString();
            if (!Descriptor.isCommunication(target)) {
                return Optional.of(new Descriptor(number, target, Access.BOTH));
            }
            Set<PosixFilePermission> permissions = Files.readAttributes(
                            link, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .permissions();
            return Optional.of(new Descriptor(number, target, access(permissions)));
        } catch (IOException ignored) {
            // The descriptor was closed, its process has ended, or it is another user's: there is none for us
            return Optional.empty();
        }
    }

    /** The file that one descriptor is open on, if it is open and ours to see. */
    public Optional<String> target(long pid, int number) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of(path(pid, number))).toString());
        } catch (IOException ignored) {
            // The descriptor was closed, its process has ended, or it is another user's: there is none for us
            return Optional.empty();
        }
    }

    /**
     * The inode numbers of the sockets of the process.
     *
     * @throws NoSuchFileException if the process is gone
     * @throws AccessDeniedException if it is not ours to see
     * @throws IOException if they can't be listed: EMFILE, ENFILE, ENOMEM
     */
    public Set<Long> sockets(long pid) throws IOException {
        FileBuffer.requireReadable(proc.path(pid, "fd"));
        Set<Long> sockets = new LinkedHashSet<>();
        for (long number : proc.descriptors(pid)) {
            target(pid, (int) number)
                    .flatMap(target -> new Descriptor((int) number, target, Access.BOTH).socket())
                    .ifPresent(sockets::add);
        }
        return sockets;
    }

    /** The path by which another process opens what is behind the descriptor. */
    public String path(long pid, int number) {
        return proc.path(pid, "fd/" + number);
    }

    /** The ends of pipes among the descriptors of the process. */
    public List<PipeEnd> pipes(long pid) {
        return read(pid).stream().flatMap(each -> each.pipeEnd().stream()).toList();
    }

    private static Access access(Set<PosixFilePermission> permissions) {
        boolean reads = permissions.contains(PosixFilePermission.OWNER_READ);
        boolean writes = permissions.contains(PosixFilePermission.OWNER_WRITE);
        return reads && writes ? Access.BOTH : writes ? Access.WRITE : Access.READ;
    }

    /**
     * One descriptor.
     *
     * @param number its number
     * @param target what the link says: a path, {@code pipe:[4711]}, {@code socket:[4712]}
     * @param access what it was opened for; not looked up for what is neither pipe nor socket
     */
    public record Descriptor(int number, String target, Access access) {

        private static final String PIPE = "pipe:[";
        private static final String SOCKET = "socket:[";

        private static boolean isCommunication(String target) {
            return target.startsWith(PIPE) || target.startsWith(SOCKET);
        }

        /** The same as a value of the engine, if it is an end of a pipe. */
        public Optional<PipeEnd> pipeEnd() {
            return inode(PIPE).map(inode -> new PipeEnd(number, inode, access));
        }

        /** The inode number of the socket, if it is one. */
        public Optional<Long> socket() {
            return inode(SOCKET);
        }

        private Optional<Long> inode(String prefix) {
            return target.startsWith(prefix)
                    ? Optional.of(Long.parseLong(target, prefix.length(), target.length() - 1, 10))
                    : Optional.empty();
        }
    }
}
