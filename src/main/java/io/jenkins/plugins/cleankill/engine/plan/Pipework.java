package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which live member reads what which other one writes, by pipes and FIFOs. */
final class Pipework {

    private static final int STANDARD_INPUT = 0;
    private static final int STANDARD_ERROR = 2;

    private final Family family;
    private final Standing standing;
    private final Map<PipeId, Set<Long>> readers = new HashMap<>();
    private final Map<PipeId, Set<Long>> writers = new HashMap<>();
    private final Map<Long, Set<Long>> feeders = new HashMap<>();

    Pipework(Family family, Standing standing) {
        this.family = family;
        this.standing = standing;
        family.all().forEach(process -> ends(process).forEach(end -> add(process, end)));
    }

    private void add(ProcessInfo process, PipeEnd end) {
        if (end.reads()) {
            readers.computeIfAbsent(end.pipe(), pipe -> new LinkedHashSet<>()).add(process.pid());
        }
        if (end.writes()) {
            writers.computeIfAbsent(end.pipe(), pipe -> new LinkedHashSet<>()).add(process.pid());
        }
    }

    static List<PipeEnd> ends(ProcessInfo process) {
        return process.details().map(ProcessDetails::pipes).orElse(List.of());
    }

    Set<Long> writers(PipeId pipe) {
        return writers.getOrDefault(pipe, Set.of());
    }

    /** The members outside its own subtree that write what it reads as its standard input, or as any FIFO. */
    Set<Long> feeders(ProcessInfo process) {
        return feeders.computeIfAbsent(process.pid(), pid -> {
            Set<Long> found = new LinkedHashSet<>();
            Set<Long> below = family.pidsBelow(process);
            ends(process).stream().filter(Pipework::isFed).forEach(end -> found.addAll(writers(end.pipe())));
            found.removeIf(writer -> writer == process.pid() || below.contains(writer));
            return found;
        });
    }

    static boolean isFed(PipeEnd end) {
        return end.access() == PipeEnd.Access.READ && (end.descriptor() == STANDARD_INPUT || end.named());
    }

    /**
     * Whether it is a filter: a member that is not only its ancestor feeds it. A ring of filters that feed each other
     * would wait for ever: at its far end there must be one that is none.
     */
    boolean isFilter(ProcessInfo process) {
        return isFilter(process, new HashSet<>());
    }

    private boolean isFilter(ProcessInfo process, Set<Long> seen) {
        if (!seen.add(process.pid())) {
            return false;
        }
        if (standing.is(process, State.AWAITS_END_OF_FILE)) {
            return true;
        }
        Set<Long> above = family.pidsAbove(process);
        return feeders(process).stream()
                .filter(feeder -> !above.contains(feeder))
                .flatMap(feeder -> family.find(feeder).stream())
                .anyMatch(feeder -> feeders(feeder).isEmpty() || isFilter(feeder, new HashSet<>(seen)));
    }

    /** The pipes that a process reads from live descendants, each once. */
    List<PipeEnd> readFromDescendants(ProcessInfo process) {
        Set<Long> below = family.pidsBelow(process);
        Map<PipeId, PipeEnd> found = new LinkedHashMap<>();
        ends(process).stream()
                .filter(PipeEnd::reads)
                .filter(end -> writers(end.pipe()).stream().anyMatch(below::contains))
                .filter(end -> isFed(end) || !feedsAFilter(end.pipe(), process))
                .forEach(end -> found.putIfAbsent(end.pipe(), end));
        return List.copyOf(found.values());
    }

    /** A process that makes a pipeline by itself often has the pipe open, too, and leaves it to the filter to read. */
    private boolean feedsAFilter(PipeId pipe, ProcessInfo without) {
        return readers.getOrDefault(pipe, Set.of()).stream()
                .filter(pid -> pid != without.pid())
                .flatMap(pid -> family.find(pid).stream())
                .flatMap(reader -> ends(reader).stream())
                .anyMatch(end -> isFed(end) && end.pipe().equals(pipe));
    }

    /** The pipes that a process alone reads from live descendants: with its end they would write into a broken pipe. */
    List<PipeEnd> readAloneFromDescendants(ProcessInfo process) {
        return readFromDescendants(process).stream()
                .filter(end -> end.access() == PipeEnd.Access.READ)
                .filter(end -> Set.of(process.pid()).containsAll(readers.getOrDefault(end.pipe(), Set.of())))
                .toList();
    }

    /** Whether the one writes a pipe that the other reads. */
    boolean writesTo(ProcessInfo one, ProcessInfo other) {
        return ends(other).stream()
                .anyMatch(end -> end.reads() && writers(end.pipe()).contains(one.pid()));
    }

    /** Whether they have a pipe in common that a third one does not have. */
    boolean sharePipe(ProcessInfo one, ProcessInfo other, ProcessInfo without) {
        Set<PipeId> common = pipes(one);
        common.removeAll(pipes(without));
        return pipes(other).stream().anyMatch(common::contains);
    }

    /** Whether the other end of a pipe that connects its standard streams is gone, and none above it has the pipe. */
    boolean hasTornPipe(ProcessInfo process) {
        Set<PipeId> above = new HashSet<>();
        family.ancestors(process).forEach(ancestor -> above.addAll(pipes(ancestor)));
        return ends(process).stream()
                .filter(end -> end.descriptor() <= STANDARD_ERROR && end.pipe().isNameless())
                .filter(end -> !above.contains(end.pipe()))
                .anyMatch(end -> hasNoOtherEnd(end, process));
    }

    private boolean hasNoOtherEnd(PipeEnd end, ProcessInfo process) {
        Map<PipeId, Set<Long>> others = end.access() == PipeEnd.Access.READ ? writers : readers;
        return Set.of(process.pid()).containsAll(others.getOrDefault(end.pipe(), Set.of()));
    }

    private static Set<PipeId> pipes(ProcessInfo process) {
        Set<PipeId> found = new HashSet<>();
        ends(process).forEach(end -> found.add(end.pipe()));
        return found;
    }
}
