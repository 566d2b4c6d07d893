package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups.FrozenGroup;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.plan.Candidates;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Lineage;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Looks at the machine again and again in one termination, and remembers: a process that was ever a member stays one,
 * whatever becomes of its parent or its environment.
 */
final class MemberTracker {

    private final ProcessTableReader reader;
    private final GroupMembers group;
    private final Scope scope;
    private final KeepRules keepRules;
    private final Lineage lineage;
    private final Map<ProcessIdentity, Membership> remembered = new HashMap<>();
    private final Map<ProcessIdentity, ProcessDetails> details = new HashMap<>();
    /** Strangers whose environment was read, with the name that they had: an exec may turn one into a member. */
    private final Map<ProcessIdentity, String> strangers = new HashMap<>();

    private List<ProcessInfo> stopped = List.of();
    private Set<Long> untouchable = Set.of();

    MemberTracker(OperatingSystem system, Scope scope, KeepRules keepRules) {
        this.reader = system.processes();
        this.group = new GroupMembers(system.controlGroups(), scope.controlGroup());
        this.scope = scope;
        this.keepRules = keepRules;
        this.lineage = scope.inheritsOrphans() ? Lineage.inheritedBy(reader.ownPid()) : Lineage.bySessions();
    }

    /**
     * Takes a snapshot.
     *
     * @param settled whose details need not be read again
     */
    Members look(Predicate<ProcessIdentity> settled) throws IOException {
        GroupMembers.Look seen = group.look(this::snapshot);
        ProcessTable table = seen.table();
        Candidates candidates = find(seen);
        Members members = split(table, candidates, settled);
        if (lineage.learn(members, candidates)) {
            candidates = find(seen);
            members = split(table, candidates, settled);
        }
        rememberStrangers(table, candidates);
        stopped = stoppedWrappers(members.table(), candidates);
        return members;
    }

    private ProcessTable snapshot() throws IOException {
        ProcessTable table = reader.read(process -> !strangers.containsKey(process));
        Set<ProcessIdentity> execed = execedStrangers(table);
        if (!execed.isEmpty()) {
            execed.forEach(strangers::remove);
            table = reader.read(process -> !strangers.containsKey(process));
        }
        return table;
    }

    private Candidates find(GroupMembers.Look seen) {
        return Candidates.find(seen.table(), scope, untouchable(seen.table()), seen.grouped(), remembered, lineage);
    }

    private Members split(ProcessTable table, Candidates candidates, Predicate<ProcessIdentity> settled) {
        remembered.putAll(candidates.members());
        return Members.split(table.with(detailsOf(table, candidates, settled)), candidates, keepRules);
    }

    /** Whether members were seen only because they were frozen: signalled later, each has ended. */
    boolean isStorm() {
        return group.isStorm();
    }

    /** Freezes what is in the scope's control group, so that none forks; empty where that can't be done. */
    Optional<FrozenGroup> freezeGroup() {
        return group.freeze();
    }

    /** Takes a snapshot that trusts nothing which was read before, but for the memberships. */
    Members lookAfresh() throws IOException {
        strangers.clear();
        return look(process -> false);
    }

    /** The wrappers of this very scope that were stopped at the last look, or may have been where that is not told. */
    Set<ProcessIdentity> stoppedWrappers() {
        return stoppedWrappers(scope.cookie());
    }

    /**
     * The same, but ignores {@code JENKINS_SERVER_COOKIE} in the scope: durable-task gives the wrapper {@code
     * please-do-not-kill-me} and the command its own value, so a command's scope never matches its wrapper.
     */
    Set<ProcessIdentity> stoppedWrappersOfAnyCommand() {
        Map<String, String> rest = new HashMap<>(scope.cookie());
        scope.wrappers().forEach(mark -> rest.remove(mark.name()));
        return stoppedWrappers(rest);
    }

    private Set<ProcessIdentity> stoppedWrappers(Map<String, String> cookie) {
        return stopped.stream()
                .filter(wrapper -> wrapper.environment().hasAll(cookie))
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
    }

    private static List<ProcessInfo> stoppedWrappers(ProcessTable table, Candidates candidates) {
        return table.all().stream()
                .filter(process -> process.state() == ProcessState.STOPPED || process.state() == ProcessState.UNKNOWN)
                .filter(process -> Members.isWrapper(process, candidates))
                .toList();
    }

    /** Why the process is a member. */
    Membership membership(ProcessIdentity process) {
        return remembered.getOrDefault(process, Membership.DESCENDANT);
    }

    private Set<ProcessIdentity> execedStrangers(ProcessTable table) {
        Set<ProcessIdentity> execed = new HashSet<>();
        for (ProcessInfo process : table.all()) {
            String known = strangers.get(process.identity());
            if (known != null && !known.equals(process.name())) {
                execed.add(process.identity());
            }
        }
        return execed;
    }

    private void rememberStrangers(ProcessTable table, Candidates candidates) {
        table.all().stream()
                .filter(process -> process.environment().readability() != Readability.NOT_READ)
                .filter(process -> !candidates.members().containsKey(process.identity())
                        && !candidates.wrappers().contains(process.identity()))
                .forEach(process -> strangers.put(process.identity(), process.name()));
    }

    private Map<ProcessIdentity, ProcessDetails> detailsOf(
            ProcessTable table, Candidates candidates, Predicate<ProcessIdentity> settled) {
        Map<ProcessIdentity, ProcessDetails> now = new HashMap<>();
        for (ProcessIdentity candidate : candidates.members().keySet()) {
            if (table.isAlive(candidate)) {
                if (!settled.test(candidate) || !details.containsKey(candidate)) {
                    reader.details(candidate).ifPresent(read -> details.put(candidate, read));
                }
                now.put(candidate, details.getOrDefault(candidate, ProcessDetails.UNKNOWN));
            }
        }
        return now;
    }

    /** Whether it is, or was, a member, a kept process among them. */
    boolean isKnown(ProcessIdentity process) {
        return remembered.containsKey(process);
    }

    /** We, our ancestors and pid 1, as of the last look. */
    Set<Long> untouchable() {
        return untouchable;
    }

    private Set<Long> untouchable(ProcessTable table) {
        Set<Long> found = new HashSet<>(table.ancestors(reader.ownPid()));
        found.add(reader.ownPid());
        found.add(1L);
        untouchable = Set.copyOf(found);
        return untouchable;
    }
}
