package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes that belong to the scope, kept ones among them: carriers of the cookie, roots, processes of its
 * control group, members of an earlier look of
 * this termination, and their descendants, by their parents or by their lineage.
 *
 * @param members each with the reason, parents before their children
 * @param wrappers carriers of a wrapper's marker: never members, though they carry the cookie
 */
public record Candidates(Map<ProcessIdentity, Membership> members, Set<ProcessIdentity> wrappers) {

    /**
     * @param untouchable pids that are never members: we, our ancestors, pid 1
     * @param grouped the processes in the scope's control group
     * @param remembered members of earlier snapshots of this termination
     * @param lineage tells descendants whose parents have ended
     */
    public static Candidates find(
            ProcessTable table,
            Scope scope,
            Set<Long> untouchable,
            Set<ProcessIdentity> grouped,
            Map<ProcessIdentity, Membership> remembered,
            Lineage lineage) {
        Set<ProcessIdentity> wrappers = new HashSet<>();
        Map<ProcessIdentity, Membership> found = new LinkedHashMap<>();
        for (ProcessInfo process : table.all()) {
            if (isWrapper(process, scope)) {
                wrappers.add(process.identity());
            } else if (!untouchable.contains(process.pid())) {
                seed(process, scope, remembered, found);
                if (grouped.contains(process.identity())) {
                    found.putIfAbsent(process.identity(), Membership.CONTROL_GROUP);
                }
                if (lineage.isOfAMember(process, table)) {
                    found.putIfAbsent(process.identity(), Membership.DESCENDANT);
                }
            }
        }
        Deque<ProcessInfo> open = new ArrayDeque<>(parentsFirst(table, found.keySet()));
        while (!open.isEmpty()) {
            for (ProcessInfo child : table.children(open.removeFirst())) {
                if (!untouchable.contains(child.pid())
                        && !wrappers.contains(child.identity())
                        && found.putIfAbsent(child.identity(), Membership.DESCENDANT) == null) {
                    open.addLast(child);
                }
            }
        }
        return new Candidates(found, wrappers);
    }

    private static void seed(
            ProcessInfo process,
            Scope scope,
            Map<ProcessIdentity, Membership> remembered,
            Map<ProcessIdentity, Membership> found) {
        if (remembered.containsKey(process.identity())) {
            found.put(process.identity(), remembered.get(process.identity()));
        } else if (scope.roots().contains(process.identity())) {
            found.put(process.identity(), Membership.ROOT);
        } else if (process.environment().hasAll(scope.cookie())) {
            found.put(process.identity(), Membership.COOKIE);
        }
    }

    private static boolean isWrapper(ProcessInfo process, Scope scope) {
        return scope.wrappers().stream().anyMatch(mark -> process.environment().has(mark.name(), mark.value()));
    }

    /** The candidates as they stand in that table, parents before their children. */
    public List<ProcessInfo> inOrder(ProcessTable table) {
        return parentsFirst(table, members.keySet());
    }

    private static List<ProcessInfo> parentsFirst(ProcessTable table, Collection<ProcessIdentity> identities) {
        Map<Long, ProcessInfo> open = new LinkedHashMap<>();
        identities.forEach(id -> table.find(id).ifPresent(info -> open.put(info.pid(), info)));
        List<ProcessInfo> ordered = new ArrayList<>();
        for (ProcessInfo process : List.copyOf(open.values())) {
            if (open.containsKey(process.pid()) && !hasAncestorIn(table, process, open)) {
                take(process, open, ordered);
                table.descendants(process).forEach(child -> take(child, open, ordered));
            }
        }
        ordered.addAll(open.values()); // a loop of reused pids has no first one
        return ordered;
    }

    private static boolean hasAncestorIn(ProcessTable table, ProcessInfo process, Map<Long, ProcessInfo> open) {
        return table.ancestors(process.pid()).stream().anyMatch(pid -> pid != process.pid() && open.containsKey(pid));
    }

    private static void take(ProcessInfo process, Map<Long, ProcessInfo> open, List<ProcessInfo> ordered) {
        if (open.remove(process.pid()) != null) {
            ordered.add(process);
        }
    }
}
