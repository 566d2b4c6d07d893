package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence that a process descends from a member though its parent has ended and its environment says nothing: it
 * is in a session, or a process group, that a member leads, see credentials(7): a session can only be inherited, and a
 * group only be joined from its session. Or it was left to us as the subreaper, see prctl(2).
 */
public final class Lineage {

    private static final long NO_HEIR = 0;

    private final long heir;
    private final Map<Long, ProcessInfo> leaders = new HashMap<>();

    private Lineage(long heir) {
        this.heir = heir;
    }

    /** Orphans are left to pid 1, or to a stranger. */
    public static Lineage bySessions() {
        return new Lineage(NO_HEIR);
    }

    /** Orphans of the members are left to the process with this pid, and are told from its own children by the session. */
    public static Lineage inheritedBy(long pid) {
        return new Lineage(pid);
    }

    /**
     * Remembers which of these members lead a session or a group: it lasts longer than its leader. One that has no process any
     * more is forgotten, since its number may be a stranger's by the next look.
     *
     * @return whether their table shows descendants of theirs that are not known to be such
     */
    public boolean learn(Members members, Candidates candidates) {
        leaders.values().removeIf(leader -> hasEnded(leader, members.table()));
        members.alive().stream()
                .filter(member -> member.session() == member.pid() || member.group() == member.pid())
                .forEach(leader -> leaders.put(leader.pid(), leader));
        return members.table().all().stream()
                .anyMatch(process -> process.isAlive()
                        && !candidates.members().containsKey(process.identity())
                        && !candidates.wrappers().contains(process.identity())
                        && isOfAMember(process, members.table()));
    }

    private static boolean hasEnded(ProcessInfo leader, ProcessTable table) {
        Optional<ProcessInfo> now = table.byPid(leader.pid());
        return now.isPresent()
                ? !now.get().identity().equals(leader.identity())
                : table.all().stream()
                        .noneMatch(process -> process.session() == leader.pid() || process.group() == leader.pid());
    }

    /** Whether the process descends from a member. */
    boolean isOfAMember(ProcessInfo process, ProcessTable table) {
        return isInherited(process, table)
                || leader(process.session(), process, table)
                        .filter(leader -> leader.session() == leader.pid())
                        .isPresent()
                || leader(process.group(), process, table)
                        .filter(leader -> leader.session() == process.session())
                        .isPresent();
    }

    /** The system gives no pid away that is still a session's or a group's; after that it may be another process'. */
    private Optional<ProcessInfo> leader(long pid, ProcessInfo process, ProcessTable table) {
        return Optional.ofNullable(leaders.get(pid))
                .filter(leader -> table.byPid(pid)
                        .filter(now -> !now.identity().equals(leader.identity()))
                        .isEmpty())
                .filter(leader ->
                        leader.identity().start() <= process.identity().start());
    }

    /**
     * Our own children share our session. It reads as 0 where its leader is outside of our pid namespace, as in a sandbox
     * or after {@code unshare --pid}; a process that a member leaves to us does not share that session either.
     */
    private boolean isInherited(ProcessInfo process, ProcessTable table) {
        return process.parent() == heir
                && heir != NO_HEIR
                && table.byPid(heir)
                        .filter(we -> we.session() != process.session())
                        .isPresent();
    }
}
