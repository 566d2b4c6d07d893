package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A mounted proc file system, see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>.
 *
 * @param mount where it is mounted: {@code /proc}
 */
public record ProcFs(Path mount) {

    /** The path of a process' file: {@code /proc/4711/stat}. */
    public String path(long pid, String file) {
        return mount + "/" + pid + "/" + file;
    }

    /** The path of a file that belongs to no process: {@code /proc/uptime}. */
    public String path(String file) {
        return mount + "/" + file;
    }

    /** Whether processes can be seen here. */
    boolean isMounted() {
        return new File(path("self/stat")).canRead();
    }

    /**
     * Whether its pids are those that our system calls mean: a mount that is left over from another pid namespace shows
     * others, see pid_namespaces(7).
     */
    public boolean isOfOurNamespace() {
        try {
            return Files.readSymbolicLink(Path.of(path("self")))
                    .toString()
                    .equals(Long.toString(ProcessHandle.current().pid()));
        } catch (IOException ignored) {
            // ENOENT: we are no process of that namespace
            return false;
        }
    }

    /**
     * Whether the processes of other users are hidden from us, {@code hidepid} in proc(5): the first process of a pid
     * namespace is always there, and its {@code stat} is for every user.
     */
    public boolean hidesOthers() {
        return isOfOurNamespace() && !Files.isReadable(Path.of(path(1, "stat")));
    }

    /** The defect of the file system, as a sentence; nothing if it shows our processes. */
    public Optional<String> defect() {
        if (!isMounted()) {
            return Optional.of("no proc file system is mounted at " + mount);
        }
        return isOfOurNamespace()
                ? Optional.empty()
                : Optional.of("the proc file system at " + mount + " is that of another pid namespace");
    }

    /** Fails with a sentence that names the place if our processes can't be seen here. */
    public void requireMounted() throws IOException {
        Optional<String> defect = defect();
        if (defect.isPresent()) {
            throw new IOException("No process can be read: " + defect.get());
        }
    }

    /**
     * Whether a file can be opened at all. Where it can, a file that can't be is refused for a reason of its own; where
     * it can't, EMFILE or ENFILE is the reason for all.
     */
    public boolean hasDescriptors() {
        try {
            return DescriptorReserve.OURS.lend(() -> {
                new FileInputStream(path("self/stat")).close();
                return true;
            });
        } catch (IOException ignored) {
            // The error is the answer, whichever it is: no file can be opened
            return false;
        }
    }

    /**
     * The pids of all processes, in no order.
     *
     * @throws IOException if they can't be listed: that is not a machine without processes
     */
    public long[] pids() throws IOException {
        return numbers(mount.toString());
    }

    /**
     * The ids of the threads of a process, none if it is gone.
     *
     * @throws IOException if they can't be listed
     */
    public long[] threads(long pid) throws IOException {
        return numbersIfThere(path(pid, "task"));
    }

    /**
     * The numbers of the descriptors of a process, none if it is gone or not ours.
     *
     * @throws IOException if they can't be listed
     */
    public long[] descriptors(long pid) throws IOException {
        return numbersIfThere(path(pid, "fd"));
    }

    /**
     * The numbers of the first descriptors of a process: it may have a hundred thousand.
     *
     * @throws IOException if they can't be listed: it is gone, another user's, or EMFILE
     */
    public List<Integer> firstDescriptors(long pid, int most) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of(path(pid, "fd")))) {
            Iterator<Path> each = links.iterator();
            while (numbers.size() < most && each.hasNext()) {
                numbers.add(Integer.valueOf(new File(each.next().toString()).getName()));
            }
            return numbers;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private long[] numbersIfThere(String directory) throws IOException {
        try {
            return numbers(directory);
        } catch (NoSuchFileException | AccessDeniedException ignored) {
            // Gone, or another user's: there are none for us
            return new long[0];
        }
    }

    private long[] numbers(String directory) throws IOException {
        String[] names = new File(directory).list();
        if (names == null) {
            FileBuffer.requireReadable(directory);
            names = DescriptorReserve.OURS.lend(() -> new File(directory).list());
        }
        if (names == null) {
            FileBuffer.requireReadable(directory);
            throw hasDescriptors() ? new AccessDeniedException(directory) : noDescriptors(directory);
        }
        return Arrays.stream(names)
                .filter(name -> Character.isDigit(name.charAt(0)))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static IOException noDescriptors(String directory) {
        return new IOException(directory + " can't be listed: there are no descriptors left");
    }
}
