package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.ControlGroups.FrozenGroup;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks which processes of a snapshot are in a control group. The group lists pids, and a pid may be given to another
 * process at any time: the group is read after the snapshot, so that a listed pid is either that of the process in the snapshot,
 * or that process has ended, and no signal reaches it.
 *
 * @param groups the machine's
 * @param name the group; empty for none
 */
record GroupMembers(ControlGroups groups, Optional<GroupName> name) {

    /** A look ends even if processes are born in the group without a pause. */
    private static final int PASSES = 3;

    /**
     * Takes a snapshot. One that shows none of those that the group lists would mean that nothing is left: it is repeated, at last
     * of a frozen group, since processes that fork the next one and end are never in a snapshot.
     */
    Look look(Snapshot snapshot) throws IOException {
        ProcessTable table = snapshot.take();
        Set<Long> listed = listed();
        for (int pass = 1; pass < PASSES && showsNone(table, listed); pass++) {
            table = snapshot.take();
            listed = listed();
        }
        Optional<FrozenGroup> frozen = showsNone(table, listed) ? freeze() : Optional.empty();
        if (frozen.isPresent()) {
            try (FrozenGroup group = frozen.get()) {
                table = snapshot.take();
                listed = listed();
            }
        }
        return new Look(table, of(table, listed));
    }

    /** Freezes the group; empty if there is none, or if the system can't. */
    Optional<FrozenGroup> freeze() {
        return name.flatMap(groups::freeze);
    }

    private Set<Long> listed() {
        return name.map(groups::pids).orElse(Set.of());
    }

    private static boolean showsNone(ProcessTable table, Set<Long> pids) {
        return !pids.isEmpty()
                && pids.stream().noneMatch(pid -> table.byPid(pid).isPresent());
    }

    private static Set<ProcessIdentity> of(ProcessTable table, Set<Long> pids) {
        return pids.stream()
                .flatMap(pid -> table.byPid(pid).stream())
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
    }

    /**
     * What was seen.
     *
     * @param table the snapshot
     * @param grouped its processes that are in the group
     */
    record Look(ProcessTable table, Set<ProcessIdentity> grouped) {}

    /** Takes a snapshot. */
    @FunctionalInterface
    interface Snapshot {
        ProcessTable take() throws IOException;
    }
}
