package io.jenkins.plugins.cleankill.engine.os.linux;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A mounted proc file system, see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>.
 *
 * @param mount where it is mounted: {@code /proc}
 */
record ProcFs(Path mount) {

    /** The path of a process' file: {@code /proc/4711/stat}. */
    String path(long pid, String file) {
        return mount + "/" + pid + "/" + file;
    }

    /** The path of a file that belongs to no process: {@code /proc/uptime}. */
    String path(String file) {
        return mount + "/" + file;
    }

    /** Whether processes can be seen here. */
    boolean isMounted() {
        return new File(path("self/stat")).canRead();
    }

    /** Fails with a sentence that names the place if processes can't be seen here. */
    void requireMounted() throws IOException {
        if (!isMounted()) {
            throw new IOException("No process can be read: no proc file system is mounted at " + mount);
        }
    }

    /** The pids of all processes, in no order. */
    long[] pids() {
        return numbers(mount.toString());
    }

    /** The ids of the threads of a process, none if it is gone. */
    long[] threads(long pid) {
        return numbers(path(pid, "task"));
    }

    /** The numbers of the descriptors of a process, none if it is gone or not ours. */
    long[] descriptors(long pid) {
        return numbers(path(pid, "fd"));
    }

    private static long[] numbers(String directory) {
        String[] names = new File(directory).list();
        return names == null
                ? new long[0]
                : Arrays.stream(names)
                        .filter(name -> Character.isDigit(name.charAt(0)))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
