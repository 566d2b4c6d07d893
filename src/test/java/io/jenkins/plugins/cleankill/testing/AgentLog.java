package io.jenkins.plugins.cleankill.testing;

import hudson.slaves.DumbSlave;

/** The text of an agent's own log. */
public final class AgentLog {

    private AgentLog() {}

    /** The log, when it says that. */
    public static String await(DumbSlave node, String text) throws Exception {
        Eventually.isTrue(
                "the log says " + text, () -> node.toComputer().getLog().contains(text));
        return node.toComputer().getLog();
    }
}
