package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The kernel's treatment of control groups: a process is born in the group of its parent, see cgroups(7). */
public final class FakeControlGroups implements ControlGroups {

    private static final long NOT_SEEN = 4_000_000;

    private final Map<Long, GroupName> groups = new HashMap<>();
    private final Map<GroupName, Supplier<FakeProcess>> storms = new HashMap<>();
    private final Map<GroupName, FrozenStorm> frozen = new HashMap<>();
    private final Set<GroupName> made = new HashSet<>();
    private final Predicate<Long> isAlive;
    private int looksUntilFrozen;
    private int bornUntilFrozen;

    FakeControlGroups(Predicate<Long> isAlive) {
        this.isAlive = isAlive;
    }

    /** Makes the group, and moves the process there. */
    public void enter(GroupName name, FakeProcess process) {
        made.add(name);
        groups.put(process.identity().pid(), name);
    }

    void born(long pid, long parent) {
        groups.remove(pid);
        if (groups.containsKey(parent)) {
            groups.put(pid, groups.get(parent));
        }
    }

    /** The groups that are there. */
    public Set<GroupName> made() {
        return Set.copyOf(made);
    }

    /** Of a storm, the pid of a process that has ended by the time it is looked for. */
    @Override
    public Set<Long> pids(GroupName name) {
        Optional.ofNullable(frozen.get(name)).ifPresent(FrozenStorm::look);
        return storms.containsKey(name) ? Set.of(NOT_SEEN) : present(name);
    }

    private Set<Long> present(GroupName name) {
        return groups.entrySet().stream()
                .filter(process -> process.getValue().equals(name) && isAlive.test(process.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * A chain of processes in the group, each of which forks the next one and ends before it is read: a snapshot shows one only
     * while the group is frozen.
     *
     * @param next starts the process that is there when the group is frozen
     */
    public void storm(GroupName name, Supplier<FakeProcess> next) {
        made.add(name);
        storms.put(name, next);
    }

    /** The next processes are that busy: a group comes to a standstill only after so many looks at it. */
    public void freezeSlowly(int looks) {
        looksUntilFrozen = looks;
    }

    /** So many processes are seen, one after the other, that fork the next one before they are frozen themselves. */
    public void freezeAfterBirths(int births) {
        bornUntilFrozen = births;
    }

    @Override
    public Optional<FrozenGroup> freeze(GroupName name) {
        if (!made.contains(name)) {
            return Optional.empty();
        }
        if (!storms.containsKey(name)) {
            return Optional.of(() -> {});
        }
        FrozenStorm storm = new FrozenStorm(name, looksUntilFrozen);
        frozen.put(name, storm);
        storm.look();
        return Optional.of(storm);
    }

    /** A storm that is being frozen: one process of it is there when it is. */
    private final class FrozenStorm implements FrozenGroup {

        private final GroupName name;
        private final Supplier<FakeProcess> next;
        private int looks;
        private int births = bornUntilFrozen;
        private FakeProcess seen;

        FrozenStorm(GroupName name, int looks) {
            this.name = name;
            this.next = storms.get(name);
            this.looks = looks;
        }

        void look() {
            if (looks-- == 0 || hasForked()) {
                storms.remove(name);
                seen = next.get();
                enter(name, seen);
            }
        }

        private boolean hasForked() {
            return seen != null && !seen.isAlive() && births-- > 0;
        }

        @Override
        public void close() {
            frozen.remove(name);
            if (seen != null && seen.isAlive()) {
                seen.end();
                storms.put(name, next);
            } else if (births > 0) {
                storms.put(name, next);
            }
        }
    }

    @Override
    public Map<GroupName, Set<Long>> builds() {
        return made.stream()
                .filter(name -> name.build().isPresent())
                .collect(Collectors.toMap(name -> name, this::pids));
    }

    @Override
    public boolean remove(GroupName name) {
        if (pids(name).isEmpty()) {
            made.remove(name);
        }
        return !made.contains(name);
    }

    @Override
    public void removeEmpty() {
        made().forEach(this::remove);
    }

    @Override
    public Trial tryOut() {
        return Trial.succeeded("/sys/fs/cgroup");
    }
}
