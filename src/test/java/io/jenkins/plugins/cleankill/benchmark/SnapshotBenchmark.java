package io.jenkins.plugins.cleankill.benchmark;

import hudson.util.ProcessTree;
import hudson.util.ProcessTree.OSProcess;
import io.jenkins.plugins.cleankill.engine.benchmark.SearchBenchmark;
import java.io.IOException;
import java.util.Map;

/**
 * {@link SearchBenchmark} with Jenkins' {@link ProcessTree} beside it. The arguments are the number of other processes, the size of their
 * environments in KB, and the number of rounds.
 */
public final class SnapshotBenchmark {

    private SnapshotBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SearchBenchmark.run(Map.of("core", SnapshotBenchmark::count), arguments);
    }

    /** How many processes have these variables, by core. */
    static long count(Map<String, String> variables) {
        long found = 0;
        for (OSProcess process : ProcessTree.get()) {
            found += process.hasMatchingEnvVars(variables) ? 1 : 0;
        }
        return found;
    }
}
