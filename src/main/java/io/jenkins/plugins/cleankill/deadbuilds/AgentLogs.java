package io.jenkins.plugins.cleankill.deadbuilds;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.slaves.SlaveComputer;
import hudson.util.LogTaskListener;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the lines go that belong to a machine, and to no build: to the agent's log, or the controller's own. */
public final class AgentLogs {

    private static final Logger LOGGER = Logger.getLogger(DeadBuilds.class.getName());

    private AgentLogs() {}

    public static TaskListener of(Computer computer) {
        return computer instanceof SlaveComputer agent ? agent.getListener() : new LogTaskListener(LOGGER, Level.INFO);
    }
}
