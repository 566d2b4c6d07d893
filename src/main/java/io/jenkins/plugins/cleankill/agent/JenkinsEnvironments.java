package io.jenkins.plugins.cleankill.agent;

import hudson.util.ProcessTree;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Environments as Jenkins reads them, for systems that our engine can't read itself. */
final class JenkinsEnvironments {

    private JenkinsEnvironments() {}

    /**
     * The environments of one moment, by pid; empty if Jenkins can't read one either. Each call reads all processes of the
     * machine: {@link ProcessTree#get()} does.
     */
    static LongFunction<Optional<Map<String, String>>> environments() {
        ProcessTree tree = ProcessTree.get();
        return pid -> Optional.ofNullable(tree.get((int) pid))
                .map(ProcessTree.OSProcess::getEnvironmentVariables)
                .map(Map::copyOf);
    }
}
