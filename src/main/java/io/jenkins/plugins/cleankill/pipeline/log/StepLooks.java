package io.jenkins.plugins.cleankill.pipeline.log;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;

/**
 * The looks that durable-task takes at its steps: while one runs, its thread has a name that says so ({@code
 * DurableTaskStep.Execution.run}). A look prints the text that it reads, and only at its end it remembers how far that
 * was.
 */
public final class StepLooks {

    /** Remoting's addition to the name while the thread waits for an agent ({@code hudson.remoting.Request.call}). */
    private static final String WAITING = " / waiting for ";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private StepLooks() {}

    /**
     * Whether a look runs at any step of a workspace.
     *
     * @param workspace its path on the node
     * @param node the node's name, empty for the built-in one
     */
    public static boolean anyRuns(String workspace, String node) {
        String look = ": checking " + workspace + " on " + node;
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .anyMatch(name -> (name + WAITING).contains(look + WAITING));
    }
}
