package io.jenkins.plugins.cleankill.engine.origin;

import io.jenkins.plugins.cleankill.engine.plan.LookAlikes;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which build a process comes from: its environment tells, and where that tells no build, the control group that it is in.
 *
 * @param grouped the pids in the group of each build and below, as read after the snapshot
 */
public record ProcessOrigins(Map<Origin, Set<Long>> grouped) {

    public ProcessOrigins {
        grouped = Map.copyOf(grouped);
    }

    /** By these groups, too. */
    public static ProcessOrigins in(Map<GroupName, Set<Long>> groups) {
        Map<Origin, Set<Long>> grouped = new HashMap<>();
        groups.forEach((name, pids) ->
                name.build().flatMap(Origin::parse).ifPresent(origin -> grouped.put(origin, Set.copyOf(pids))));
        return new ProcessOrigins(grouped);
    }

    /** The build that the process comes from, as far as that is told. */
    public Optional<Origin> of(ProcessInfo process) {
        Optional<Origin> told = process.environment().get(Origin.VARIABLE).flatMap(Origin::parse);
        return told.isPresent() || !LookAlikes.tellsNoBuild(process.environment()) ? told : byGroup(process.pid());
    }

    /** An agent that a build has started has the groups of its own builds in the group of that one: the pid is in both. */
    private Optional<Origin> byGroup(long pid) {
        List<Origin> found = grouped.entrySet().stream()
                .filter(group -> group.getValue().contains(pid))
                .map(Map.Entry::getKey)
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Whether a process that is not the build's is in its group, and would be taken for a member. */
    boolean othersAreInItsGroup(Origin origin, ProcessTable table, Set<Long> untouchable) {
        return grouped.getOrDefault(origin, Set.of()).stream()
                .filter(pid -> !untouchable.contains(pid))
                .flatMap(pid -> table.byPid(pid).stream())
                .filter(ProcessInfo::isAlive)
                .anyMatch(process -> !of(process).equals(Optional.of(origin)));
    }
}
