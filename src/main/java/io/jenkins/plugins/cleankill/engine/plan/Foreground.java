package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The children that a shell waits for. Two kinds of evidence tell the others, which are in the background; both by POSIX,
 * Shell Command Language, 2.9.3 and 2.11: they ignore SIGINT and SIGQUIT, and their standard input is a {@code
 * /dev/null} that the shell opened for them. Where SIGINT is ignored by inheritance, as in a Pipeline, only the second
 * one tells.
 */
final class Foreground {

    static final Comparator<ProcessInfo> BY_BIRTH = Comparator.<ProcessInfo>comparingLong(
                    process -> process.identity().start())
            .thenComparing(ProcessInfo::identity);

    private final Family family;
    private final Pipework pipes;
    private final Dispositions dispositions;
    private final Evidence evidence;

    Foreground(Family family, Pipework pipes, Dispositions dispositions, Evidence evidence) {
        this.family = family;
        this.pipes = pipes;
        this.dispositions = dispositions;
        this.evidence = evidence;
    }

    /** A coprocess and a {@code <(…)} are not marked, but are older: the youngest child and its pipeline are meant. */
    List<ProcessInfo> of(ProcessInfo shell) {
        List<ProcessInfo> children = family.children(shell).stream()
                .filter(child -> !pipes.isFilter(child) && !isInBackground(child, shell) && !readsFrom(shell, child))
                .toList();
        return children.size() < 2 ? children : pipelineOfTheYoungest(shell, children);
    }

    /** {@code >(…)}: it waits for its shell, not the other way round. */
    private boolean readsFrom(ProcessInfo shell, ProcessInfo child) {
        Set<Long> feeders = pipes.feeders(child);
        Set<Long> above = family.pidsAbove(shell);
        above.add(shell.pid());
        return feeders.contains(shell.pid()) && above.containsAll(feeders);
    }

    boolean isInBackground(ProcessInfo child, ProcessInfo shell) {
        boolean inherited = evidence.ignoredAbove().contains(Signal.INT) || dispositions.ignores(shell, Signal.INT);
        return inherited
                ? evidence.hasNullInputOfItsOwn(child, shell)
                : dispositions.ignores(child, Signal.INT) || dispositions.ignores(child, Signal.QUIT);
    }

    private List<ProcessInfo> pipelineOfTheYoungest(ProcessInfo shell, List<ProcessInfo> children) {
        List<ProcessInfo> line =
                new ArrayList<>(List.of(children.stream().max(BY_BIRTH).orElseThrow()));
        for (int i = 0; i < line.size(); i++) {
            ProcessInfo one = line.get(i);
            children.stream()
                    .filter(other -> !line.contains(other))
                    .filter(other -> pipes.sharePipe(one, other, shell) || areOfTornPipeline(one, other, shell))
                    .forEach(line::add);
        }
        return line;
    }

    /**
     * Whether one of them has an end of a pipe that the shell has made and not kept, and that has no other end any more:
     * a pipeline of the shell was torn. A coprocess and a {@code <(…)} have a pipe to the shell itself.
     */
    private boolean areOfTornPipeline(ProcessInfo one, ProcessInfo other, ProcessInfo shell) {
        return (pipes.hasTornPipe(one) || pipes.hasTornPipe(other))
                && !pipes.writesTo(shell, other)
                && !pipes.writesTo(other, shell);
    }
}
