package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The text of an agent's own log. */
public final class AgentLog {

    private AgentLog() {}

    /** The log, when it says that. */
    public static String await(DumbSlave node, String text) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!node.toComputer().getLog().contains(text) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(node.toComputer().getLog()).contains(text);
        return node.toComputer().getLog();
    }
}
