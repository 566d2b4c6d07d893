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
 */
final class GroupMembers {

    /** A look ends even if processes are born in the group without a pause. */
    private static final int PASSES = 3;

    /** Looks at a frozen group: a process is frozen when it gets the processor, which takes its time on a busy machine. */
    private static final int FROZEN_PASSES = 30;

    private final ControlGroups groups;
    private final Optional<GroupName> name;
    private boolean isFrozen;
    private boolean isStorm;

    /**
     * @param groups the machine's
     * @param name the group; empty for none
     */
    GroupMembers(ControlGroups groups, Optional<GroupName> name) {
        this.groups = groups;
        this.name = name;
    }

    /**
     * Takes a snapshot. One that shows none of those that the group lists would mean that nothing is left: it is repeated, at last
     * of a frozen group, since processes that fork the next one and end are never in a snapshot.
     */
    Look look(Snapshot snapshot) throws IOException {
        if (isFrozen) {
            return look(snapshot, FROZEN_PASSES);
        }
        Look seen = look(snapshot, PASSES);
        Optional<FrozenGroup> frozen = seen.showsNone() ? freeze() : Optional.empty();
        if (frozen.isEmpty()) {
            return seen;
        }
        isStorm = true;
        try (FrozenGroup group = frozen.get()) {
            return look(snapshot, FROZEN_PASSES);
        }
    }

    private Look look(Snapshot snapshot, int passes) throws IOException {
        Look seen = lookOnce(snapshot);
        for (int pass = 1; pass < passes && seen.showsNone(); pass++) {
            seen = lookOnce(snapshot);
        }
        return seen;
    }

    private Look lookOnce(Snapshot snapshot) throws IOException {
        ProcessTable table = snapshot.take();
        Set<Long> listed = name.map(groups::pids).orElse(Set.of());
        Set<ProcessIdentity> grouped = listed.stream()
                .flatMap(pid -> table.byPid(pid).stream())
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
        return new Look(table, grouped, grouped.isEmpty() && !listed.isEmpty());
    }

    /** Whether there was a look that showed processes of the group only because that was frozen. */
    boolean isStorm() {
        return isStorm;
    }

    /** Freezes the group, which no look thaws before it is closed; empty if there is none, or if the system can't. */
    Optional<FrozenGroup> freeze() {
        return name.flatMap(groups::freeze).map(frozen -> {
            isFrozen = true;
            return () -> {
                isFrozen = false;
                frozen.close();
            };
        });
    }

    /**
     * What was seen.
     *
     * @param table the snapshot
     * @param grouped its processes that are in the group
     * @param showsNone whether the group lists pids, and none of these is in the snapshot
     */
    record Look(ProcessTable table, Set<ProcessIdentity> grouped, boolean showsNone) {}

    /** Takes a snapshot. */
    @FunctionalInterface
    interface Snapshot {
        ProcessTable take() throws IOException;
    }
}
