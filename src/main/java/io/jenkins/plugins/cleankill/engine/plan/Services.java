package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Optional;

/**
 * The processes that a service serves: it is not signalled while they live, at the latest until half of the window. A service is
 * (a) a background child of a shell that has a foreground child; (b) a process that listens and has a client outside
 * its subtree; (c) a listening child of a process that is no shell, or a daemon that listens or
 * receives from a message queue, with siblings that do neither. A service that waits also serves the processes that
 * ended owners have left.
 */
final class Services {

    private final Family family;
    private final Pipework pipes;
    private final Foreground foreground;
    private final Connections connections;
    private final Dispositions dispositions;
    private final Standing standing;

    Services(
            Family family,
            Pipework pipes,
            Foreground foreground,
            Connections connections,
            Dispositions dispositions,
            Standing standing) {
        this.family = family;
        this.pipes = pipes;
        this.foreground = foreground;
        this.connections = connections;
        this.dispositions = dispositions;
        this.standing = standing;
    }

    /** Empty if it serves no live member. */
    List<ProcessInfo> servedBy(ProcessInfo process) {
        List<ProcessInfo> clients = connections.clients(process);
        if (!clients.isEmpty()) {
            return clients;
        }
        Optional<ProcessInfo> shell = family.parent(process).filter(Shells::isShell);
        List<ProcessInfo> others =
                shell.isPresent() ? servedInBackground(process, shell.get()) : servedAmongSiblings(process);
        return others.isEmpty() && standing.is(process, State.AWAITS_CLIENTS) ? leftByOwners(process) : others;
    }

    /** Never a process that serves it in turn. */
    private List<ProcessInfo> servedInBackground(ProcessInfo process, ProcessInfo shell) {
        List<ProcessInfo> front = foreground.of(shell);
        boolean isBehind = front.stream().noneMatch(child -> child.pid() == process.pid());
        return isBehind && !pipes.isFilter(process)
                ? front.stream()
                        .filter(child -> !connections.clients(child).contains(process))
                        .toList()
                : List.of();
    }

    private List<ProcessInfo> servedAmongSiblings(ProcessInfo process) {
        if (!isChildOrDaemon(process) || !canBeAsked(process)) {
            return List.of();
        }
        return family.siblings(process).stream()
                .filter(this::mayNeedOthers)
                .filter(sibling -> !canBeAsked(sibling) || !isChildOrDaemon(sibling))
                .toList();
    }

    /** A client may have ended at once, as node does, and have left its tests, which need the service as well. */
    private List<ProcessInfo> leftByOwners(ProcessInfo process) {
        return family.all().stream()
                .filter(each -> family.parent(each).isEmpty() && each.pid() != process.pid())
                .filter(each -> standing.of(each).owner().isPresent()
                        && family.owner(standing.of(each)).isEmpty())
                .filter(each -> mayNeedOthers(each) && !standing.is(each, State.AWAITS_CLIENTS))
                .toList();
    }

    private boolean mayNeedOthers(ProcessInfo process) {
        return !standing.is(process, State.AWAITS_END_OF_FILE) && !dispositions.ignores(process);
    }

    /** By a socket; a daemon by a message queue, too, as fakeroot's, which does not wait for a message while it answers one. */
    boolean canBeAsked(ProcessInfo process) {
        return standing.of(process).has(Trait.LISTENS)
                || connections.listens(process)
                || family.parent(process).isEmpty() && connections.awaitsMessages(process);
    }

    /**
     * The build's main process, which has no member as its parent, is in the session of the process that started it: also
     * in the session 0, whose leader is outside of the pid namespace.
     */
    private boolean isChildOrDaemon(ProcessInfo process) {
        if (family.parent(process).isPresent()) {
            return true;
        }
        boolean isOldest =
                family.siblings(process).stream().noneMatch(other -> Foreground.BY_BIRTH.compare(other, process) < 0);
        return !isOldest
                && family.table()
                        .byPid(process.parent())
                        .filter(parent -> parent.session() == process.session())
                        .isEmpty();
    }
}
