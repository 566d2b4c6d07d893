package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds who else holds the standard streams of a process. */
public final class PipeHolderFinder {

    private static final int LAST_STANDARD_STREAM = 2;

    private final DescriptorReader descriptors;

    public PipeHolderFinder(DescriptorReader descriptors) {
        this.descriptors = descriptors;
    }

    /** Who else holds what is open as the standard input, output or error of that pid, by pid. */
    public List<PipeHolder> holders(ProcessTable table, long pid) {
        Set<String> targets = descriptors.read(pid).stream()
                .filter(each -> each.number() <= LAST_STANDARD_STREAM)
                .map(OpenDescriptor::target)
                .filter(target -> !target.equals("/dev/null"))
                .collect(Collectors.toSet());
        return holders(table, targets).stream()
                .filter(holder -> holder.process().pid() != pid)
                .toList();
    }

    /** Who holds one of these targets, such as {@code pipe:[4711]}, by pid. */
    public List<PipeHolder> holders(ProcessTable table, Set<String> targets) {
        return table.all().stream()
                .filter(ProcessInfo::isAlive)
                .flatMap(info -> {
                    List<OpenDescriptor> held = descriptors.read(info.pid()).stream()
                            .filter(each -> targets.contains(each.target()))
                            .toList();
                    return held.isEmpty() ? Stream.empty() : Stream.of(new PipeHolder(info, held));
                })
                .toList();
    }
}
