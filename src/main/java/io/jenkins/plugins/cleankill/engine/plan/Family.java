package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The live members of one snapshot by their descent. */
final class Family {

    private final ProcessTable table;
    private final Map<Long, ProcessInfo> alive = new LinkedHashMap<>();
    private final Map<Long, List<ProcessInfo>> descendants = new HashMap<>();

    Family(Members members) {
        this.table = members.table();
        members.alive().forEach(process -> alive.put(process.pid(), process));
    }

    ProcessTable table() {
        return table;
    }

    /** Parents before their children. */
    Collection<ProcessInfo> all() {
        return alive.values();
    }

    Optional<ProcessInfo> find(long pid) {
        return Optional.ofNullable(alive.get(pid));
    }

    /** The owner that a process is left to, if that lives. */
    Optional<ProcessInfo> owner(Treatment treatment) {
        return treatment
                .owner()
                .flatMap(owner -> find(owner.pid()).filter(now -> now.identity().equals(owner)));
    }

    Optional<ProcessInfo> parent(ProcessInfo process) {
        return find(process.parent());
    }

    List<ProcessInfo> children(ProcessInfo process) {
        return table.children(process).stream()
                .filter(child -> alive.containsKey(child.pid()))
                .map(child -> alive.get(child.pid()))
                .toList();
    }

    /** Parents before their children. */
    List<ProcessInfo> descendants(ProcessInfo process) {
        return descendants.computeIfAbsent(
                process.pid(),
                pid -> table.descendants(process).stream()
                        .filter(each -> alive.containsKey(each.pid()))
                        .toList());
    }

    Set<Long> pidsBelow(ProcessInfo process) {
        return descendants(process).stream().map(ProcessInfo::pid).collect(Collectors.toSet());
    }

    /** The nearest first; it ends at the first one that is no live member. */
    List<ProcessInfo> ancestors(ProcessInfo process) {
        List<ProcessInfo> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        Optional<ProcessInfo> next = parent(process);
        while (next.isPresent() && seen.add(next.get().pid())) {
            found.add(next.get());
            next = parent(next.get());
        }
        return found;
    }

    Set<Long> pidsAbove(ProcessInfo process) {
        return ancestors(process).stream().map(ProcessInfo::pid).collect(Collectors.toSet());
    }

    /** The other children of its parent; the siblings of a root are the other roots. */
    List<ProcessInfo> siblings(ProcessInfo process) {
        Optional<ProcessInfo> parent = parent(process);
        return all().stream()
                .filter(each -> each.pid() != process.pid() && parent(each).equals(parent))
                .toList();
    }

    /** Whether a child that its parent has not collected yet, or a dead one, is among its children. */
    boolean hasLiveChildren(ProcessInfo process) {
        return !children(process).isEmpty();
    }
}
