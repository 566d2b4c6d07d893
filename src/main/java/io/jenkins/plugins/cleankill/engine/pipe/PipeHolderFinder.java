package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.pipe.PipeHolder.Sign;
import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the processes that hold the outputs of a command that has ended: processes that carry its environment, and
 * processes that don't, if its pipe is known. A holder was born after the agent: it has the pipe by inheritance.
 */
public final class PipeHolderFinder {

    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private final ProcessTableReader processes;
    private final DescriptorReader descriptors;

    public PipeHolderFinder(ProcessTableReader processes, DescriptorReader descriptors) {
        this.processes = processes;
        this.descriptors = descriptors;
    }

    /**
     * The outputs that are still held. A pipe that another process than us reads is no output of the command.
     *
     * @param launch the command
     * @param known its pipes, as far as they are known, each with the descriptor that it was for the command
     */
    public List<HeldOutput> find(Launch launch, Map<Long, Integer> known) throws IOException {
        ProcessTable table = processes.read(id -> true);
        Map<Long, Integer> outputs = new LinkedHashMap<>(known);
        standardOutputs(table, launch).forEach((pipe, number) -> outputs.merge(pipe, number, Math::min));
        Map<ProcessInfo, List<OpenDescriptor>> open = outputs.isEmpty() ? Map.of() : openOn(table, targets(outputs));
        return outputs.entrySet().stream()
                .filter(output -> known.containsKey(output.getKey()) || isReadByNobody(output.getKey(), open))
                .map(output -> Map.entry(output.getValue(), holders(table, output.getKey(), open, launch)))
                .filter(output -> !output.getValue().isEmpty())
                .map(output -> new HeldOutput(output.getKey(), output.getValue()))
                .toList();
    }

    /** The standard output and error of the processes with the command's environment. */
    private Map<Long, Integer> standardOutputs(ProcessTable table, Launch launch) {
        Map<Long, Integer> outputs = new LinkedHashMap<>();
        table.all().stream()
                .filter(process -> process.isAlive() && process.environment().hasAll(launch.variables()))
                .flatMap(process -> processes.details(process.identity()).stream())
                .flatMap(details -> details.pipes().stream())
                .filter(end -> end.writes() && end.pipe().isNameless())
                .filter(end -> end.descriptor() == STANDARD_OUTPUT || end.descriptor() == STANDARD_ERROR)
                .forEach(end -> outputs.merge(end.pipe().inode(), end.descriptor(), Math::min));
        return outputs;
    }

    private Map<ProcessInfo, List<OpenDescriptor>> openOn(ProcessTable table, Set<String> targets) {
        long self = processes.ownPid();
        long birth = table.byPid(self).map(own -> own.identity().start()).orElse(0L);
        Map<ProcessInfo, List<OpenDescriptor>> open = new LinkedHashMap<>();
        for (ProcessInfo process : table.all()) {
            if (process.isAlive() && process.pid() != self && process.identity().start() >= birth) {
                List<OpenDescriptor> found = descriptors.read(process.pid()).stream()
                        .filter(each -> targets.contains(each.target()))
                        .toList();
                open.put(process, found);
            }
        }
        return open;
    }

    private static Set<String> targets(Map<Long, Integer> outputs) {
        return outputs.keySet().stream().map(PipeHolderFinder::target).collect(Collectors.toSet());
    }

    private static String target(long pipe) {
        return "pipe:[" + pipe + "]";
    }

    private static boolean isReadByNobody(long pipe, Map<ProcessInfo, List<OpenDescriptor>> open) {
        return open.values().stream()
                .flatMap(List::stream)
                .noneMatch(each -> each.target().equals(target(pipe)) && each.access() != Access.WRITE);
    }

    private List<PipeHolder> holders(
            ProcessTable table, long pipe, Map<ProcessInfo, List<OpenDescriptor>> open, Launch launch) {
        List<PipeHolder> holders = new ArrayList<>();
        open.forEach((process, found) -> {
            List<Integer> writing = found.stream()
                    .filter(each -> each.target().equals(target(pipe)) && each.access() != Access.READ)
                    .map(OpenDescriptor::number)
                    .sorted()
                    .toList();
            if (!writing.isEmpty()) {
                holders.add(new PipeHolder(named(process), writing, age(table, process), sign(table, process, launch)));
            }
        });
        return holders;
    }

    private ProcessInfo named(ProcessInfo process) {
        return processes.details(process.identity()).map(process::with).orElse(process);
    }

    private Duration age(ProcessTable table, ProcessInfo process) {
        return table.age(process);
    }

    private static Sign sign(ProcessTable table, ProcessInfo process, Launch launch) {
        if (launch.isCarriedBy(process.environment())) {
            return Sign.COOKIE;
        }
        if (launch.isAnothers(process.environment())) {
            return Sign.OTHER_BUILD;
        }
        if (table.ancestors(process.pid()).stream()
                .flatMap(pid -> table.byPid(pid).stream())
                .anyMatch(ancestor -> ancestor.isAlive() && launch.isCarriedBy(ancestor.environment()))) {
            return Sign.DESCENDANT;
        }
        if (launch.isYoungerThan(process)) {
            return Sign.OLDER;
        }
        return process.environment().readability() == Readability.READ ? Sign.NO_COOKIE : Sign.UNREADABLE;
    }
}
