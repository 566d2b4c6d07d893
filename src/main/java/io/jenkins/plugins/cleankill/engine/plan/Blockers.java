package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The live descendants whose end would let a process go on. Descendants that wait for the process itself do not count:
 * a filter, or a process that ignores the signal, whose pipe is written only by the process, its ancestors, or others
 * that wait so.
 */
final class Blockers {

    private final Family family;
    private final Pipework pipes;
    private final Dispositions dispositions;
    private final Standing standing;

    Blockers(Family family, Pipework pipes, Dispositions dispositions, Standing standing) {
        this.family = family;
        this.pipes = pipes;
        this.dispositions = dispositions;
        this.standing = standing;
    }

    /** Of the whole process: its end lets all of its subtree go. */
    List<ProcessInfo> of(ProcessInfo process) {
        return among(process, family.descendants(process));
    }

    /** The blockers among these children and their descendants. */
    List<ProcessInfo> of(ProcessInfo process, Collection<ProcessInfo> children) {
        List<ProcessInfo> roots = children.stream()
                .flatMap(child -> java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(child), family.descendants(child).stream()))
                .toList();
        return among(process, roots);
    }

    private List<ProcessInfo> among(ProcessInfo process, List<ProcessInfo> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        Set<Long> open = candidates.stream().map(ProcessInfo::pid).collect(Collectors.toCollection(HashSet::new));
        Set<Long> above = family.pidsAbove(process);
        above.add(process.pid());
        Set<Long> below = family.pidsBelow(process);
        List<ProcessInfo> waiters = candidates.stream().filter(this::mayWait).toList();
        boolean shrinks = true;
        while (shrinks) {
            shrinks = waiters.stream()
                            .filter(waiter -> open.contains(waiter.pid()))
                            .filter(waiter -> waitsOnlyFor(waiter, above, below, open))
                            .flatMap(waiter -> subtree(waiter).stream())
                            .toList()
                            .stream()
                            .filter(open::remove)
                            .count()
                    > 0;
        }
        return candidates.stream().filter(each -> open.contains(each.pid())).toList();
    }

    private boolean mayWait(ProcessInfo process) {
        return standing.is(process, State.AWAITS_END_OF_FILE) || dispositions.ignores(process);
    }

    private boolean waitsOnlyFor(ProcessInfo waiter, Set<Long> above, Set<Long> below, Set<Long> open) {
        Set<Long> sources = sources(waiter);
        return !sources.isEmpty()
                && sources.stream()
                        .allMatch(source -> above.contains(source) || below.contains(source) && !open.contains(source));
    }

    private Set<Long> sources(ProcessInfo waiter) {
        Set<Long> sources = new HashSet<>();
        Pipework.ends(waiter).stream()
                .filter(end -> end.access() == PipeEnd.Access.READ)
                .filter(end -> dispositions.ignores(waiter) || Pipework.isFed(end))
                .forEach(end -> sources.addAll(pipes.writers(end.pipe())));
        sources.removeAll(subtree(waiter));
        return sources;
    }

    private Set<Long> subtree(ProcessInfo process) {
        Set<Long> pids = family.pidsBelow(process);
        pids.add(process.pid());
        return pids;
    }
}
