package io.jenkins.plugins.cleankill.engine.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A snapshot: the processes of a machine as they were read, in one pass, by their pids. Processes come and go while it
 * is read, so parents may be missing and a loop of reused pids is possible: every walk here ends all the same.
 */
public final class ProcessTable {

    private final Map<Long, ProcessInfo> byPid = new TreeMap<>();
    private final Map<Long, List<ProcessInfo>> byParent = new HashMap<>();
    private final long takenAt;
    private final Duration tick;

    /** A snapshot whose ticks are Linux' hundredths of a second, see sysconf(3). */
    public ProcessTable(Collection<ProcessInfo> processes, long takenAt) {
        this(processes, takenAt, Duration.ofMillis(10));
    }

    /**
     * @param processes the processes
     * @param takenAt the moment before the first of them was read, in the ticks of {@link ProcessIdentity#start()}
     * @param tick how long such a tick is
     */
    public ProcessTable(Collection<ProcessInfo> processes, long takenAt, Duration tick) {
        processes.forEach(process -> byPid.put(process.pid(), process));
        byPid.values()
                .forEach(process -> byParent.computeIfAbsent(process.parent(), pid -> new ArrayList<>())
                        .add(process));
        this.takenAt = takenAt;
        this.tick = tick;
    }

    /** The moment before the first process was read, in the ticks of {@link ProcessIdentity#start()}. */
    public long takenAt() {
        return takenAt;
    }

    /** How old the process was in the snapshot; zero if it was born while that was taken. */
    public Duration age(ProcessInfo process) {
        return tick.multipliedBy(Math.max(0, takenAt - process.identity().start()));
    }

    /** All processes, by pid. */
    public Collection<ProcessInfo> all() {
        return byPid.values();
    }

    /** The process that has this pid now, whichever it is. */
    public Optional<ProcessInfo> byPid(long pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    /** This very process, if it was there. */
    public Optional<ProcessInfo> find(ProcessIdentity identity) {
        return byPid(identity.pid()).filter(info -> info.identity().equals(identity));
    }

    /** Whether this very process was there and had not ended. */
    public boolean isAlive(ProcessIdentity identity) {
        return find(identity).filter(ProcessInfo::isAlive).isPresent();
    }

    /** The children of the process, by pid. */
    public List<ProcessInfo> children(ProcessInfo process) {
        return byParent.getOrDefault(process.pid(), List.of());
    }

    /** Children, grandchildren and so on, parents before their children. */
    public List<ProcessInfo> descendants(ProcessInfo process) {
        List<ProcessInfo> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>(Set.of(process.pid()));
        Deque<ProcessInfo> open = new ArrayDeque<>(List.of(process));
        while (!open.isEmpty()) {
            for (ProcessInfo child : children(open.removeFirst())) {
                if (seen.add(child.pid())) {
                    found.add(child);
                    open.addLast(child);
                }
            }
        }
        return found;
    }

    /** The pids of parent, grandparent and so on. */
    public Set<Long> ancestors(long pid) {
        Set<Long> found = new HashSet<>();
        Optional<ProcessInfo> next = byPid(pid);
        while (next.isPresent() && found.add(next.get().parent())) {
            next = byPid(next.get().parent());
        }
        return found;
    }

    /** This table with the details of some processes. */
    public ProcessTable with(Map<ProcessIdentity, ProcessDetails> details) {
        return new ProcessTable(
                all().stream()
                        .map(info ->
                                details.containsKey(info.identity()) ? info.with(details.get(info.identity())) : info)
                        .toList(),
                takenAt,
                tick);
    }
}
