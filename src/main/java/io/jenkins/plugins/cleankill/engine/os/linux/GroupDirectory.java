package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One control group: a directory of a cgroup file system. Its files can't be deleted, and rmdir(2) succeeds with them in it,
 * as soon as no process and no other group is.
 *
 * @param path the directory
 */
record GroupDirectory(Path path) {

    /** The file that lists the processes of the group, and moves a process there when its pid is written. */
    static final String PROCESSES = "cgroup.procs";

    private static final String FREEZE = "cgroup.freeze";
    private static final String EVENTS = "cgroup.events";

    /** A process in a system call is frozen when that is over or interrupted: within so many looks in most cases. */
    private static final int LOOKS = 2_000;

    /** A build can nest groups as it likes; so deep they are looked at. */
    private static final int DEPTH = 16;

    /** The groups of ours in it, at any depth below each other, that have the name. */
    List<GroupDirectory> named(GroupName name) {
        return ours(DEPTH).filter(group -> group.isCalled(name.value())).toList();
    }

    /** The groups of ours right in it, with those below them that are ours as well, the outer ones first. */
    List<GroupDirectory> ours() {
        return ours(DEPTH).toList();
    }

    private Stream<GroupDirectory> ours(int depth) {
        return depth == 0
                ? Stream.empty()
                : children(name -> name.startsWith(GroupName.PREFIX))
                        .flatMap(child -> Stream.concat(Stream.of(child), child.ours(depth - 1)));
    }

    /** Its name, if it is one that we give. */
    Optional<GroupName> name() {
        return GroupName.parse(String.valueOf(path.getFileName()));
    }

    private boolean isCalled(String name) {
        return path.endsWith(name);
    }

    /** The pids in it and below; a process of another pid namespace reads as 0, and is none. */
    Set<Long> pids() {
        Set<Long> found = new HashSet<>();
        collect(found, DEPTH);
        return found;
    }

    private void collect(Set<Long> found, int depth) {
        try {
            Files.readAllLines(path.resolve(PROCESSES)).stream()
                    .filter(line -> line.matches("[1-9]\\d{0,9}"))
                    .map(Long::parseLong)
                    .forEach(found::add);
        } catch (IOException ignored) {
            // ENOENT, ENODEV: removed. EOPNOTSUPP: threaded, and its processes are in the group above.
        }
        if (depth > 0) {
            children(name -> true).forEach(child -> child.collect(found, depth - 1));
        }
    }

    /**
     * Freezes it with the groups below, and waits until they are, a tenth of a second at most: a process that sleeps in the kernel
     * is frozen when it awakes, and forks nothing before.
     *
     * @return false where it can't be frozen: in version 1, or if it is gone
     */
    boolean freeze() {
        if (!write("1")) {
            return false;
        }
        for (int look = 0; look < LOOKS && !isFrozen(); look++) {
            Thread.yield();
        }
        return true;
    }

    /** Thaws it, unless a group around it is frozen. */
    void thaw() {
        write("0");
    }

    private boolean write(String value) {
        Path file = path.resolve(FREEZE);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            Files.writeString(file, value);
            return true;
        } catch (IOException ignored) {
            // ENOENT, ENODEV: removed meanwhile
            return false;
        }
    }

    private boolean isFrozen() {
        try {
            return Files.readAllLines(path.resolve(EVENTS)).contains("frozen 1");
        } catch (IOException ignored) {
            // ENOENT, ENODEV: removed, and no process is in it
            return true;
        }
    }

    /** Removes it with the groups below, as far as no process is in them; says whether it is gone. */
    boolean remove() {
        children(name -> true).forEach(GroupDirectory::remove);
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException ignored) {
            // EBUSY: there are processes in it, or in a group below
            return false;
        }
    }

    /** No symbolic link can be in a cgroup file system. */
    private Stream<GroupDirectory> children(Predicate<String> isWanted) {
        File[] found = path.toFile().listFiles((parent, name) -> isWanted.test(name));
        return found == null
                ? Stream.empty()
                : Arrays.stream(found).filter(File::isDirectory).map(file -> new GroupDirectory(file.toPath()));
    }
}
