package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The live members in one snapshot, and the live processes that would be members if no rule kept them.
 *
 * @param table the snapshot, with the details of members and kept
 * @param alive the live members, parents before their children
 * @param kept the kept ones, with the reason
 * @param wrappers the live parents of members that are to be held while members live
 */
public record Members(
        ProcessTable table, List<ProcessInfo> alive, Map<ProcessIdentity, String> kept, List<ProcessInfo> wrappers) {

    /**
     * Splits the candidates into members and kept ones. A kept process' descendants are kept.
     *
     * @param table the snapshot, with the details of the candidates
     * @param candidates the candidates, parents before their children
     * @param whyKept why a process itself is to be kept, empty if it is not
     */
    public static Members split(ProcessTable table, Candidates candidates, KeepRule whyKept) {
        List<ProcessInfo> all = candidates.inOrder(table).stream()
                .filter(info -> !BatchWrapper.isOne(info))
                .toList();
        Map<ProcessIdentity, String> kept = new LinkedHashMap<>();
        for (ProcessInfo candidate : all) {
            whyKept.reason(candidate).ifPresent(reason -> keep(table, candidate, reason, kept));
        }
        List<ProcessInfo> alive = all.stream()
                .filter(info -> info.isAlive() && !kept.containsKey(info.identity()))
                .filter(info -> !PowerShellWrapper.isOne(info))
                .toList();
        return new Members(table, alive, kept, wrappers(table, candidates, alive));
    }

    private static void keep(
            ProcessTable table, ProcessInfo process, String reason, Map<ProcessIdentity, String> kept) {
        if (process.isAlive() && kept.putIfAbsent(process.identity(), reason) == null) {
            table.descendants(process).stream()
                    .filter(ProcessInfo::isAlive)
                    .forEach(child -> kept.putIfAbsent(child.identity(), KeepReason.descendantOf("" + process.pid())));
        }
    }

    private static List<ProcessInfo> wrappers(ProcessTable table, Candidates candidates, List<ProcessInfo> alive) {
        List<ProcessInfo> wrappers = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (ProcessInfo member : alive) {
            table.byPid(member.parent())
                    .filter(parent -> isWrapper(parent, candidates))
                    .filter(parent -> parent.isAlive() && seen.add(parent.pid()))
                    .ifPresent(wrappers::add);
        }
        return wrappers;
    }

    /** Whether it writes the exit of a step's script down: by its marker, or by the details that its row has. */
    public static boolean isWrapper(ProcessInfo process, Candidates candidates) {
        return candidates.wrappers().contains(process.identity()) || BatchWrapper.isOne(process);
    }

    /** Whether no member is left. */
    public boolean isEmpty() {
        return alive.isEmpty();
    }

    /** The identities of the live members; the set is the caller's own. */
    public Set<ProcessIdentity> identities() {
        return alive.stream().map(ProcessInfo::identity).collect(Collectors.toCollection(HashSet::new));
    }

    /** Says why a process itself is to be kept. */
    @FunctionalInterface
    public interface KeepRule {
        Optional<String> reason(ProcessInfo process);
    }
}
