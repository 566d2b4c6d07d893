package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.LookAlikes;
import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes that look like the build's, and signals none. The snapshot is the termination's last one; of orphans alone
 * that are younger than the build, and of which no environment tells a build, the open files are read.
 *
 * @param rules whether a process is known
 * @param keep which of them are meant to live on
 */
record LookAlikeSearch(OperatingSystem system, LookAlikes rules, KeepRules keep) {

    /** A storm of them must not drown the log. */
    private static final int MOST = 20;

    /**
     * Those in the snapshot, by pid.
     *
     * @throws IOException if the processes can't be read once more
     */
    List<LookAlike> in(ProcessTable table) throws IOException {
        List<ProcessInfo> suspects = rules.suspects(table);
        Optional<DescriptorReader> descriptors = system.descriptors();
        if (suspects.isEmpty() || descriptors.isEmpty()) {
            return List.of();
        }
        ProcessTable whole = withEnvironments(table);
        List<LookAlike> found = new ArrayList<>();
        for (ProcessInfo suspect : suspects) {
            whole.find(suspect.identity())
                    .filter(process -> LookAlikes.tellsNoBuild(process.environment()))
                    .flatMap(process -> lookAlike(process, whole, descriptors.get()))
                    .ifPresent(found::add);
        }
        return found.isEmpty() || rules.isShared(whole)
                ? List.of()
                : found.stream().limit(MOST).toList();
    }

    /** A later look does not read again what was seen to be a stranger's. */
    private ProcessTable withEnvironments(ProcessTable table) throws IOException {
        return table.all().stream().anyMatch(process -> process.environment().readability() == Readability.NOT_READ)
                ? system.processes().read(process -> true)
                : table;
    }

    /** The pid may have been given to another process before its files were read: the other process is no look-alike. */
    private Optional<LookAlike> lookAlike(ProcessInfo process, ProcessTable table, DescriptorReader descriptors) {
        Optional<String> sign =
                rules.sign(process, descriptors.workingDirectory(process.pid()), openFiles(process, descriptors));
        return sign.isEmpty()
                ? Optional.empty()
                : system.processes()
                        .details(process.identity())
                        .map(process::with)
                        .filter(whole -> keep.reason(whole).isEmpty())
                        .map(whole ->
                                new LookAlike(whole.pid(), whole.command(), table.age(process), sign.orElseThrow()));
    }

    private static List<String> openFiles(ProcessInfo process, DescriptorReader descriptors) {
        try {
            return descriptors.read(process.pid()).stream()
                    .map(OpenDescriptor::target)
                    .filter(target -> target.startsWith("/"))
                    .toList();
        } catch (UncheckedIOException ignored) {
            // EMFILE, ENFILE, ENOMEM: nothing is claimed of it
            return List.of();
        }
    }
}
