package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/PID/mountinfo}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>.
 *
 * @param types the type of the file system, by the mount's number
 * @param points the mount points, in order
 */
public record MountInfoFile(Map<Long, String> types, List<String> points) {

    private static final int POINT = 4;
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    /** The servers of these file systems may be gone: then stat(2) waits for ever, and no signal ends the wait. */
    private static final String REMOTE =
            "nfs4?|cifs|smb[23]?|smbfs|9p|afs|auristorfs|ceph|coda|fuse(blk)?(\\..*)?|gfs2?"
                    + "|gpfs|lustre|beegfs|ncpfs|ocfs2|orangefs|pvfs2|autofs|virtiofs";

    public MountInfoFile {
        types = Map.copyOf(types);
        points = List.copyOf(points);
    }

    public static MountInfoFile parse(FileBuffer file) {
        return parse(LosslessUtf8.decode(file.bytes(), 0, file.length()));
    }

    /** The kernel escapes blanks and newlines in the paths: the type comes after the first lonely dash. */
    public static MountInfoFile parse(String text) {
        Map<Long, String> types = new HashMap<>();
        List<String> points = new ArrayList<>();
        text.lines().forEach(line -> {
            int dash = line.indexOf(" - ");
            int blank = line.indexOf(' ');
            String type = dash > 0 ? line.substring(dash + 3).replaceFirst(" .*", "") : "";
            if (!type.isEmpty() && line.substring(0, blank).matches("\\d{1,18}")) {
                types.put(Long.parseLong(line, 0, blank, 10), type);
                point(line.substring(0, dash)).ifPresent(points::add);
            }
        });
        return new MountInfoFile(types, points);
    }

    private static Optional<String> point(String line) {
        String[] fields = line.split(" ");
        return fields.length > POINT
                ? Optional.of(ESCAPE.matcher(fields[POINT])
                        .replaceAll(
                                escape -> Matcher.quoteReplacement("" + (char) Integer.parseInt(escape.group(1), 8))))
                : Optional.empty();
    }

    /** Whether the file system is on this machine, so that asking for a file's kind can't hang; empty if unknown. */
    public Optional<Boolean> isLocal(long mount) {
        return Optional.ofNullable(types.get(mount)).map(type -> !type.matches(REMOTE));
    }
}
