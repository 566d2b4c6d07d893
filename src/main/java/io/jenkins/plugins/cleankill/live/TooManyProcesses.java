package io.jenkins.plugins.cleankill.live;

import hudson.node_monitors.MonitorOfflineCause;
import hudson.node_monitors.NodeMonitor;

/** Why an agent is offline: builds that are over have left too many processes there. Jenkins keeps it with the agent. */
public final class TooManyProcesses extends MonitorOfflineCause {

    private final int count;

    TooManyProcesses(int count) {
        this.count = count;
    }

    @Override
    public Class<? extends NodeMonitor> getTrigger() {
        return DeadBuildsMonitor.class;
    }

    @Override
    public String toString() {
        return Messages.TooManyProcesses_cause(count);
    }
}
