package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.origin.ProcessOrigins;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A look at the processes of builds on this machine.
 *
 * @param table a snapshot with the environments, and the details of the builds' processes
 * @param from which build a process comes from
 * @param untouchable pids that no signal goes to: the agent and its ancestors
 */
record BuildsInSight(ProcessTable table, ProcessOrigins from, Set<Long> untouchable) {

    static BuildsInSight of(OperatingSystem system) throws IOException {
        ProcessTable seen = system.processes().read(process -> true);
        ProcessOrigins from = ProcessOrigins.in(system.controlGroups().builds());
        Set<Long> untouchable = new HashSet<>(seen.ancestors(system.processes().ownPid()));
        untouchable.add(system.processes().ownPid());
        return new BuildsInSight(withDetails(system.processes(), seen, from), from, untouchable);
    }

    private static ProcessTable withDetails(ProcessTableReader reader, ProcessTable table, ProcessOrigins from) {
        Map<ProcessIdentity, ProcessDetails> details = new HashMap<>();
        table.all().stream()
                .filter(process -> from.of(process).isPresent())
                .map(ProcessInfo::identity)
                .forEach(id -> reader.details(id).ifPresent(read -> details.put(id, read)));
        return table.with(details);
    }
}
