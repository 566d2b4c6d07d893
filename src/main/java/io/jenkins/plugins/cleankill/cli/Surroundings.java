package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process and those that matter to it: its parent's other children may feed it by a pipe, its descendants keep it
 * waiting.
 *
 * @param process the process, with its details
 * @param members all of them, as if they were one build
 */
record Surroundings(ProcessInfo process, Members members) {

    /** Reads them, or fails if there is no such process. */
    static Surroundings of(long pid, ProcessTableReader reader) throws IOException {
        ProcessTable bare = reader.read(identity -> false);
        ProcessInfo found = bare.byPid(pid)
                .orElseThrow(() -> new FailedException(ExitCodes.OWN_ERROR, "PID: no process has the pid " + pid));
        List<ProcessInfo> family = family(bare, found);
        ProcessTable table = bare.with(details(family, reader));
        List<ProcessInfo> alive = family.stream()
                .map(member -> table.find(member.identity()).orElse(member))
                .filter(ProcessInfo::isAlive)
                .toList();
        return new Surroundings(
                table.find(found.identity()).orElse(found), new Members(table, alive, Map.of(), List.of()));
    }

    /** The process' parent as a line names it. */
    String parent() {
        return members.table().byPid(process.parent()).map(SafeText::name).orElse("none");
    }

    /** A process that was left to pid 1 has no siblings that matter. */
    private static List<ProcessInfo> family(ProcessTable table, ProcessInfo process) {
        List<ProcessInfo> family = new ArrayList<>();
        if (process.parent() > 1 && table.byPid(process.parent()).isPresent()) {
            family.addAll(table.descendants(table.byPid(process.parent()).get()));
        } else {
            family.add(process);
            family.addAll(table.descendants(process));
        }
        return family;
    }

    private static Map<ProcessIdentity, ProcessDetails> details(List<ProcessInfo> family, ProcessTableReader reader) {
        Map<ProcessIdentity, ProcessDetails> details = new HashMap<>();
        family.forEach(
                member -> reader.details(member.identity()).ifPresent(read -> details.put(member.identity(), read)));
        return details;
    }
}
