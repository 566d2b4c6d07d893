package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who waits for whom among the live members of one snapshot: by descent, and by the pipes between them. */
public final class Structure {

    private static final int STANDARD_INPUT = 0;

    /** From fork to exec it takes less than a millisecond, unless the machine is busy: 50 ms on Linux. */
    private static final long YOUNG_TICKS = 5;

    private final ProcessTable table;
    private final Map<ProcessIdentity, ProcessInfo> alive;
    private final Map<PipeId, List<ProcessInfo>> writersByPipe = new HashMap<>();
    private final Map<ProcessIdentity, Set<ProcessIdentity>> descendants = new HashMap<>();
    private final Signal signal;

    /** The structure of these members in the face of that signal. */
    public Structure(Members members, Signal signal) {
        this.table = members.table();
        this.signal = signal;
        this.alive = members.alive().stream().collect(Collectors.toMap(ProcessInfo::identity, info -> info));
        members.alive().forEach(this::addWriter);
    }

    private void addWriter(ProcessInfo process) {
        pipes(process).stream()
                .filter(PipeEnd::writes)
                .map(PipeEnd::pipe)
                .distinct()
                .forEach(pipe -> writersByPipe
                        .computeIfAbsent(pipe, p -> new java.util.ArrayList<>())
                        .add(process));
    }

    /**
     * Whether what it does with signals is about to change. A shell's child between fork and exec still has the shell's
     * handler, which would swallow the signal; a parent that uses vfork, as Python does, blocks all signals meanwhile.
     */
    public boolean isForking(ProcessInfo process) {
        return switch (declared(process)) {
            case CAUGHT -> Shells.isShell(process) && isYoung(process) && isCopyOfItsParent(process);
            case BLOCKED -> table.children(process).stream().anyMatch(this::isYoung);
            default -> false;
        };
    }

    private boolean isYoung(ProcessInfo process) {
        return table.takenAt() - process.identity().start() < YOUNG_TICKS;
    }

    private boolean isCopyOfItsParent(ProcessInfo process) {
        return table.byPid(process.parent())
                .filter(parent -> isCopy(process, parent))
                .isPresent();
    }

    private static boolean isCopy(ProcessInfo process, ProcessInfo parent) {
        return process.details().isPresent()
                && parent.details().isPresent()
                && process.details()
                        .get()
                        .executable()
                        .equals(parent.details().get().executable())
                && process.details()
                        .get()
                        .commandLine()
                        .equals(parent.details().get().commandLine());
    }

    /** The process' role. */
    public Role role(ProcessInfo process) {
        return switch (declared(process)) {
            case CAUGHT -> roleOfCatcher(process);
            case BLOCKED -> Role.OWNER;
            case IGNORED -> Role.UNHEEDING;
            case DEFAULT -> roleOfMortal(process);
        };
    }

    private Role roleOfCatcher(ProcessInfo process) {
        if (Shells.catchesWithoutTrap(process)) {
            return roleOfMksh(process);
        }
        return Shells.isShell(process) ? Role.SHELL : Role.OWNER;
    }

    /** Nobody can see whether it has a trap: it is spared while it reads what members write, and else acts as if. */
    private Role roleOfMksh(ProcessInfo process) {
        Role role = roleOfMortal(process);
        return role == Role.FILTER || role == Role.READER ? role : Role.SHELL;
    }

    private Role roleOfMortal(ProcessInfo process) {
        if (isFedFilter(process)) {
            return Role.FILTER;
        }
        if (readFromDescendant(process).isPresent()) {
            return Role.READER;
        }
        return hasBlockers(process) ? Role.PARENT : Role.PLAIN;
    }

    /** Whether a live member, that is no descendant of the process, writes its standard input. */
    public boolean hasFeeders(ProcessInfo process) {
        return !feeders(process).isEmpty();
    }

    /** The first pipe, on any descriptor, that the process reads and a live descendant of its writes. */
    public Optional<PipeEnd> readFromDescendant(ProcessInfo process) {
        Set<ProcessIdentity> own = liveDescendants(process);
        return pipes(process).stream()
                .filter(PipeEnd::reads)
                .filter(end -> writers(end.pipe()).stream().anyMatch(w -> own.contains(w.identity())))
                .findFirst();
    }

    /** Whether a live member other than the process writes to the pipe. */
    public boolean hasOtherWriters(ProcessInfo process, PipeId pipe) {
        return writers(pipe).stream().anyMatch(writer -> !writer.equals(process));
    }

    /**
     * Whether the process has live descendants whose end would let it go on. Filters that wait for this very process to
     * close their input, and the processes that work for them, do not count: it would wait for them for ever.
     */
    public boolean hasBlockers(ProcessInfo process) {
        Set<ProcessIdentity> open = new HashSet<>(liveDescendants(process));
        boolean shrinks = true;
        while (shrinks) {
            Set<ProcessIdentity> waiting = open.stream()
                    .map(alive::get)
                    .filter(descendant -> waitsOnlyFor(process, descendant, open))
                    .flatMap(filter -> withDescendants(filter).stream())
                    .collect(Collectors.toSet());
            shrinks = open.removeAll(waiting);
        }
        return !open.isEmpty();
    }

    private boolean waitsOnlyFor(ProcessInfo process, ProcessInfo filter, Set<ProcessIdentity> open) {
        List<ProcessInfo> feeders = feeders(filter);
        return disposition(filter) == Disposition.DEFAULT
                && !feeders.isEmpty()
                && feeders.stream().allMatch(f -> f.equals(process) || !isBlocking(process, f, open));
    }

    private boolean isBlocking(ProcessInfo process, ProcessInfo feeder, Set<ProcessIdentity> open) {
        boolean descendant = liveDescendants(process).contains(feeder.identity());
        return !descendant || open.contains(feeder.identity());
    }

    private Set<ProcessIdentity> withDescendants(ProcessInfo process) {
        Set<ProcessIdentity> all = new HashSet<>(liveDescendants(process));
        all.add(process.identity());
        return all;
    }

    /** A ring of filters that feed each other would wait for ever: at its far end there must be one that is none. */
    private boolean isFedFilter(ProcessInfo process) {
        return isFed(process, new HashSet<>());
    }

    private boolean isFed(ProcessInfo process, Set<ProcessIdentity> seen) {
        if (!seen.add(process.identity())) {
            return false;
        }
        return feeders(process).stream()
                .anyMatch(feeder -> disposition(feeder) != Disposition.DEFAULT
                        || feeders(feeder).isEmpty()
                        || isFed(feeder, seen));
    }

    private List<ProcessInfo> feeders(ProcessInfo process) {
        Set<ProcessIdentity> own = liveDescendants(process);
        return pipes(process).stream()
                .filter(end -> end.descriptor() == STANDARD_INPUT && end.reads())
                .flatMap(end -> writers(end.pipe()).stream())
                .filter(writer -> !writer.equals(process) && !own.contains(writer.identity()))
                .toList();
    }

    private Set<ProcessIdentity> liveDescendants(ProcessInfo process) {
        return descendants.computeIfAbsent(
                process.identity(),
                id -> table.descendants(process).stream()
                        .map(ProcessInfo::identity)
                        .filter(alive::containsKey)
                        .collect(Collectors.toSet()));
    }

    private List<ProcessInfo> writers(PipeId pipe) {
        return writersByPipe.getOrDefault(pipe, List.of());
    }

    private Disposition disposition(ProcessInfo process) {
        boolean meansNothing = declared(process) == Disposition.CAUGHT && Shells.catchesWithoutTrap(process);
        return meansNothing ? Disposition.DEFAULT : declared(process);
    }

    private Disposition declared(ProcessInfo process) {
        return process.details()
                .map(ProcessDetails::signals)
                .orElse(SignalSets.DEFAULT)
                .of(signal);
    }

    private static List<PipeEnd> pipes(ProcessInfo process) {
        return process.details().map(ProcessDetails::pipes).orElse(List.of());
    }
}
