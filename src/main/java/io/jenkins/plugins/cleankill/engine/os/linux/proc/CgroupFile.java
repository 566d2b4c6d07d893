package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /proc/PID/cgroup}, see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>: the groups of a
 * process, one in each hierarchy.
 *
 * @param groups in the order of the file
 */
public record CgroupFile(List<Group> groups) {

    public CgroupFile {
        groups = List.copyOf(groups);
    }

    /** A line of another shape is none. */
    public static CgroupFile parse(String text) {
        return new CgroupFile(text.lines().flatMap(CgroupFile::group).toList());
    }

    private static Stream<Group> group(String line) {
        String[] fields = line.split(":", 3);
        boolean known = fields.length == 3 && fields[0].matches("\\d{1,9}") && fields[2].startsWith("/");
        return known ? Stream.of(new Group(controllers(fields[1]), fields[2])) : Stream.empty();
    }

    private static Set<String> controllers(String field) {
        return field.isEmpty() ? Set.of() : Set.of(field.split(","));
    }

    /**
     * A group.
     *
     * @param controllers the controllers of its hierarchy, or {@code name=NAME}; empty for that of version 2
     * @param path within the hierarchy, as seen from our cgroup namespace: from {@code /}
     */
    public record Group(Set<String> controllers, String path) {

        public Group {
            controllers = Set.copyOf(controllers);
        }

        /** Whether the hierarchy is that of version 2. */
        public boolean isUnified() {
            return controllers.isEmpty();
        }
    }
}
