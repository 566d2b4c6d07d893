package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An output of a command that has ended, which processes that it started still have open.
 *
 * @param descriptor 1 for the standard output, 2 for a standard error of its own
 * @param holders who, at least one
 */
public record HeldOutput(int descriptor, List<ProcessInfo> holders) {

    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    public HeldOutput {
        holders = List.copyOf(holders);
        if (holders.isEmpty()) {
            throw new IllegalArgumentException("holders: at least one is needed");
        }
    }

    /**
     * The outputs that are still held. A pipe that one of the processes reads is their own affair.
     *
     * @param table a snapshot, with the environments, and the details of those that carry the variables
     * @param launch the variables that the command had, and nobody else
     */
    public static List<HeldOutput> in(ProcessTable table, Map<String, String> launch) {
        List<ProcessInfo> started = table.all().stream()
                .filter(process -> process.isAlive() && process.environment().hasAll(launch))
                .toList();
        Set<Long> own = started.stream()
                .flatMap(HeldOutput::pipes)
                .filter(PipeEnd::reads)
                .map(PipeEnd::pipe)
                .collect(Collectors.toSet());
        Map<Long, Integer> outputs = new LinkedHashMap<>();
        started.stream()
                .flatMap(HeldOutput::pipes)
                .filter(end -> end.writes() && !own.contains(end.pipe()))
                .filter(end -> end.descriptor() == STANDARD_OUTPUT || end.descriptor() == STANDARD_ERROR)
                .forEach(end -> outputs.merge(end.pipe(), end.descriptor(), Math::min));
        return outputs.entrySet().stream()
                .map(output -> new HeldOutput(output.getValue(), writers(started, output.getKey())))
                .toList();
    }

    private static List<ProcessInfo> writers(List<ProcessInfo> started, long pipe) {
        return started.stream()
                .filter(process -> pipes(process).anyMatch(end -> end.writes() && end.pipe() == pipe))
                .toList();
    }

    private static Stream<PipeEnd> pipes(ProcessInfo process) {
        return process.details().stream().flatMap(details -> details.pipes().stream());
    }

    /** A holder that has it open by that very descriptor. */
    public ProcessInfo holder() {
        return holders.stream()
                .filter(process -> pipes(process).anyMatch(end -> end.writes() && end.descriptor() == descriptor))
                .findFirst()
                .orElseThrow();
    }
}
