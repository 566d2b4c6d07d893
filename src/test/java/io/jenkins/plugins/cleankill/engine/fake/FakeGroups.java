package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The kernel's treatment of process groups and sessions: see "orphaned process group" in the notes of setpgid(2) and of
 * credentials(7), and the hangup in tty_ioctl(4).
 */
final class FakeGroups {

    private final Supplier<Collection<FakeProcess>> processes;
    private final Function<Long, Optional<FakeProcess>> byPid;
    private final Map<Integer, Long> foreground = new HashMap<>();

    FakeGroups(Supplier<Collection<FakeProcess>> processes, Function<Long, Optional<FakeProcess>> byPid) {
        this.processes = processes;
        this.byPid = byPid;
    }

    /** The group that reads the terminal: at first, that of the session's leader. */
    void foreground(int terminal, long group) {
        foreground.put(terminal, group);
    }

    /** The process has ended; its children have another parent by now. */
    void ended(FakeProcess process, List<FakeProcess> children) {
        children.forEach(child -> hangUpIfOrphaned(child, process));
        byPid.apply(process.parent()).ifPresent(parent -> hangUpIfOrphaned(process, parent));
        if (process.job().session() == process.identity().pid()) {
            process.job().terminal().ifPresent(terminal -> leaderEnds(process, terminal));
        }
        process.descriptors.terminals().masters().stream()
                .filter(terminal -> processes.get().stream().noneMatch(other -> other.provides(terminal)))
                .forEach(this::providerEnds);
    }

    /** A stopped group that has nobody left who could continue it gets SIGHUP and SIGCONT. */
    private void hangUpIfOrphaned(FakeProcess member, FakeProcess formerParent) {
        long group = member.job().group();
        boolean mattered = formerParent.job().group() != group
                && formerParent.job().session() == member.job().session();
        if (mattered && isOrphaned(group) && members(group).stream().anyMatch(FakeProcess::isStopped)) {
            hangUp(members(group));
        }
    }

    private boolean isOrphaned(long group) {
        return members(group).stream()
                .noneMatch(member -> byPid.apply(member.parent())
                        .filter(FakeProcess::isAlive)
                        .filter(parent -> parent.job().group() != group)
                        .filter(parent -> parent.job().session() == member.job().session())
                        .isPresent());
    }

    private List<FakeProcess> members(long group) {
        return List.copyOf(processes.get()).stream()
                .filter(FakeProcess::isAlive)
                .filter(process -> process.job().group() == group)
                .toList();
    }

    private void leaderEnds(FakeProcess leader, int terminal) {
        hangUp(members(foreground.getOrDefault(terminal, leader.job().group())));
    }

    /** The last master is closed: the session's leader is hung up, and reads of the terminal end. */
    private void providerEnds(int terminal) {
        hangUp(List.copyOf(processes.get()).stream()
                .filter(FakeProcess::isAlive)
                .filter(process -> process.job().session() == process.identity().pid())
                .filter(process ->
                        Objects.equals(process.job().terminal().stream().boxed().findFirst(), Optional.of(terminal)))
                .toList());
    }

    private static void hangUp(List<FakeProcess> group) {
        group.forEach(process -> process.receive(Signal.HUP));
        group.forEach(process -> process.receive(Signal.CONT));
    }
}
