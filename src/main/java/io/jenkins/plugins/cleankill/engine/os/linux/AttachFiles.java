package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The files by which HotSpot and its tools find each other: in the {@code /tmp} of the process' own root directory,
 * called by the pid that the process has in its own pid namespace.
 *
 * @param pid the pid in our namespace
 * @param innermostPid the pid in its own
 * @param user the effective user id of the process
 */
record AttachFiles(ProcFs proc, long pid, long innermostPid, long user) {

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final int GROUP_AND_OTHERS = 077;

    private static final FileAttribute<?> OWN =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Where the virtual machine listens. */
    Path socket() {
        return tmp().resolve(".java_pid" + innermostPid);
    }

    /**
     * Whether a socket is there that only the user of the process, or root, can have put there: every user can write to
     * {@code /tmp}.
     */
    boolean hasSocket() throws IOException {
        try {
            Map<String, Object> file = Files.readAttributes(socket(), "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) file.get("mode");
            return (mode & TYPE) == SOCKET && (mode & GROUP_AND_OTHERS) == 0 && (Integer) file.get("uid") == user;
        } catch (NoSuchFileException ignored) {
            // It does not listen yet
            return false;
        }
    }

    /**
     * Makes the file for which the virtual machine looks when it gets SIGQUIT: it listens then, in place of a dump to its
     * output, if the file is its own user's or root's.
     *
     * @return what is to be removed; nothing if another tool has made it
     */
    Optional<Path> makeTrigger() throws IOException {
        // In a root directory of its own a link of that name leads anywhere in ours
        boolean isDirectory = Files.isDirectory(tmp(), LinkOption.NOFOLLOW_LINKS);
        Path folder = isDirectory && Files.isWritable(tmp()) ? tmp() : Path.of(proc.path(pid, "cwd"));
        Path file = folder.resolve(".attach_pid" + innermostPid);
        try {
            return Optional.of(Files.createFile(file, OWN));
        } catch (FileAlreadyExistsException ignored) {
            // Another tool asks it at this moment
            return Optional.empty();
        }
    }

    private Path tmp() {
        return Path.of(proc.path(pid, "root/tmp"));
    }
}
