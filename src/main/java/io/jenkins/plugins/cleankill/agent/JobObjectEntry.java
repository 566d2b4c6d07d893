package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the processes of one launch into the job objects of its block or build, right after the launch. Jenkins does not tell the
 * pid of what it has launched: it is found by the launch's variable. So is what such a process has started before it is in the
 * job object, unless it has an environment of its own.
 */
final class JobObjectEntry {

    /** Each look finds what was started during the one before. */
    private static final int LOOKS = 5;

    private final OperatingSystem system;
    private final List<GroupName> names;
    private final Map<String, String> launch;
    private final Set<ProcessIdentity> seen = new HashSet<>();

    /** @param launch the variables of the launch, as in {@link CommandOutput#asVariables()} */
    JobObjectEntry(OperatingSystem system, List<GroupName> names, Map<String, String> launch) {
        this.system = system;
        this.names = names;
        this.launch = launch;
    }

    void run() throws IOException {
        Set<ProcessIdentity> found = found();
        for (int look = 1; look < LOOKS && !found.isEmpty(); look++) {
            system.controlGroups().add(names, found);
            found = found();
        }
    }

    private Set<ProcessIdentity> found() throws IOException {
        Collection<ProcessInfo> all =
                system.processes().read(process -> !seen.contains(process)).all();
        Set<ProcessIdentity> found = all.stream()
                .filter(process -> process.environment().hasAll(launch))
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
        all.forEach(process -> seen.add(process.identity()));
        return found;
    }
}
