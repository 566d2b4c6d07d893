package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hierarchy of control groups as it is mounted, from {@code /proc/PID/mountinfo}, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>.
 *
 * @param root the group that is mounted, as seen from our cgroup namespace
 * @param point where it is mounted
 * @param unified whether it is the hierarchy of version 2
 * @param options of version 1: the controllers, or {@code name=NAME}, among other options
 */
public record CgroupMount(String root, String point, boolean unified, Set<String> options) {

    private static final int ROOT = 3;
    private static final int POINT = 4;
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    public CgroupMount {
        options = Set.copyOf(options);
    }

    /** All mounts of control groups in the file. */
    public static List<CgroupMount> parse(String text) {
        return text.lines().flatMap(CgroupMount::mount).toList();
    }

    private static Stream<CgroupMount> mount(String line) {
        int dash = line.indexOf(" - ");
        String[] before = line.substring(0, Math.max(dash, 0)).split(" ");
        String[] after = line.substring(dash < 0 ? line.length() : dash + 3).split(" ");
        if (before.length <= POINT || after.length < 3 || !after[0].matches("cgroup2?")) {
            return Stream.empty();
        }
        return Stream.of(new CgroupMount(
                unescape(before[ROOT]),
                unescape(before[POINT]),
                after[0].equals("cgroup2"),
                Arrays.stream(after[2].split(",")).collect(Collectors.toSet())));
    }

    /** The kernel writes blanks, tabs, newlines and backslashes as octal numbers. */
    private static String unescape(String path) {
        return OCTAL.matcher(path)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    }

    /** The directory of the group; empty if it is in another hierarchy, or outside of what is mounted. */
    public Optional<String> directory(CgroupFile.Group group) {
        boolean here = unified ? group.isUnified() : !group.isUnified() && options.containsAll(group.controllers());
        if (!here || group.path().contains("/..")) {
            return Optional.empty();
        }
        if (root.equals("/")) {
            return Optional.of(group.path().equals("/") ? point : point + group.path());
        }
        boolean below = group.path().equals(root) || group.path().startsWith(root + "/");
        return below ? Optional.of(point + group.path().substring(root.length())) : Optional.empty();
    }
}
