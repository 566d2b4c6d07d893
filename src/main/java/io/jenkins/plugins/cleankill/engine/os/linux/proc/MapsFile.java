package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.nio.charset.StandardCharsets;

/**
 * {@code /proc/PID/maps}, see <a href="https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html">proc_pid_maps(5)</a>.
 */
public final class MapsFile {

    /** The kernel writes it behind the path of a file that was removed, or replaced by a newer one. */
    private static final String DELETED = " (deleted)";

    private MapsFile() {}

    /** Whether a file of that name is mapped, in whatever folder. */
    public static boolean maps(FileBuffer file, String name) {
        return maps(new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8), name);
    }

    /** The same, of the file's lines. */
    static boolean maps(String lines, String name) {
        String path = "/" + name;
        return lines.lines().anyMatch(line -> line.endsWith(path) || line.endsWith(path + DELETED));
    }
}
