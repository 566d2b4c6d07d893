package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.CgroupFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.CgroupMount;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The groups below our own in the hierarchies that limit nothing by themselves: that of version 2, and of version 1 systemd's
 * and that of pids.
 */
final class LinuxControlGroups implements ControlGroups {

    /** The order in which they are tried. */
    private static final List<Predicate<CgroupFile.Group>> HARMLESS = List.of(
            CgroupFile.Group::isUnified,
            group -> group.controllers().contains("name=systemd"),
            group -> group.controllers().equals(Set.of("pids")));

    /** What terminations in this JVM have frozen, which is not left frozen by a lost one. */
    private static final Set<GroupDirectory> FROZEN = ConcurrentHashMap.newKeySet();

    private final ProcFs proc;

    LinuxControlGroups(ProcFs proc) {
        this.proc = proc;
    }

    @Override
    public Set<Long> pids(GroupName name) {
        Set<Long> found = new HashSet<>();
        named(name).forEach(group -> found.addAll(group.pids()));
        return found;
    }

    @Override
    public Map<GroupName, Set<Long>> builds() {
        Map<GroupName, Set<Long>> found = new HashMap<>();
        own().stream()
                .flatMap(own -> own.ours().stream())
                .forEach(group -> group.name()
                        .filter(name -> name.build().isPresent())
                        .ifPresent(name -> found.computeIfAbsent(name, key -> new HashSet<>())
                                .addAll(group.pids())));
        return found;
    }

    @Override
    public Optional<FrozenGroup> freeze(GroupName name) {
        List<GroupDirectory> named = named(name);
        FROZEN.addAll(named);
        List<GroupDirectory> frozen =
                named.stream().filter(GroupDirectory::freeze).toList();
        if (frozen.isEmpty()) {
            named.forEach(FROZEN::remove);
            return Optional.empty();
        }
        return Optional.of(() -> {
            frozen.forEach(GroupDirectory::thaw);
            named.forEach(FROZEN::remove);
        });
    }

    @Override
    public boolean remove(GroupName name) {
        return named(name).stream().filter(group -> !group.remove()).toList().isEmpty();
    }

    @Override
    public void removeEmpty() {
        own().stream()
                .flatMap(own -> own.ours().stream())
                .filter(group -> !group.remove() && !FROZEN.contains(group))
                .forEach(GroupDirectory::thaw);
    }

    @Override
    public Trial tryOut() {
        List<String> obstacles = new ArrayList<>();
        for (GroupDirectory own : own()) {
            Optional<String> obstacle =
                    new GroupTrial(own, proc.mount().resolveSibling("run/systemd/system")).obstacle();
            if (obstacle.isEmpty()) {
                return Trial.succeeded(own.path().toString());
            }
            obstacles.add(obstacle.get());
        }
        return Trial.failed(obstacles.isEmpty() ? "no hierarchy of them is mounted" : String.join("; ", obstacles));
    }

    private List<GroupDirectory> named(GroupName name) {
        return own().stream().flatMap(own -> own.named(name).stream()).toList();
    }

    /** The directories of the groups that we are in. */
    private List<GroupDirectory> own() {
        try {
            CgroupFile groups = CgroupFile.parse(text("self/cgroup"));
            List<CgroupMount> mounts = CgroupMount.parse(text("self/mountinfo"));
            return HARMLESS.stream()
                    .flatMap(hierarchy -> groups.groups().stream().filter(hierarchy))
                    .flatMap(group -> mounts.stream()
                            .flatMap(mount -> mount.directory(group).stream())
                            .limit(1))
                    .map(directory -> new GroupDirectory(Path.of(directory)))
                    .toList();
        } catch (IOException ignored) {
            // A kernel without control groups, or a hidden /proc: there is nothing to be found
            return List.of();
        }
    }

    private String text(String file) throws IOException {
        FileBuffer read = new FileBuffer().read(proc.path(file));
        return new String(read.bytes(), 0, read.length(), StandardCharsets.UTF_8);
    }
}
