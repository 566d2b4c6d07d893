package io.jenkins.plugins.cleankill.agent;

import hudson.util.ProcessTree;
import java.util.Map;
import java.util.Optional;

/** Environments as Jenkins reads them, for systems that our engine can't read itself. */
final class JenkinsProcesses {

    private JenkinsProcesses() {}

    /** The environment of the process; empty if Jenkins can't read it either. */
    static Optional<Map<String, String>> environment(long pid) {
        ProcessTree.OSProcess process = ProcessTree.get().get((int) pid);
        return Optional.ofNullable(process)
                .map(ProcessTree.OSProcess::getEnvironmentVariables)
                .map(Map::copyOf);
    }
}
