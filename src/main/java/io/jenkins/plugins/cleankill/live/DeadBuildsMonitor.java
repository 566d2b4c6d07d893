package io.jenkins.plugins.cleankill.live;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.node_monitors.AbstractNodeMonitorDescriptor;
import hudson.node_monitors.NodeMonitor;
import io.jenkins.plugins.cleankill.agent.ListedBuild;
import io.jenkins.plugins.cleankill.agent.ListedBuild.ListedProcess;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.Origins.Fate;
import io.jenkins.plugins.cleankill.deadbuilds.UsedNodes;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Counts the processes that builds that are over have left on each agent. It looks as often as Jenkins' own monitors do,
 * once an hour, and only where a build was ever ended by us. It takes no agent offline unless a number is set for that.
 */
public final class DeadBuildsMonitor extends NodeMonitor {

    private int offlineFrom;

    @DataBoundConstructor
    public DeadBuildsMonitor() {
        // Nothing must be set
    }

    /** From how many processes on an agent is taken offline; 0 for never. */
    public int getOfflineFrom() {
        return offlineFrom;
    }

    @DataBoundSetter
    public void setOfflineFrom(int offlineFrom) {
        this.offlineFrom = Math.max(0, offlineFrom);
    }

    @Override
    public String getColumnCaption() {
        return Messages.DeadBuildsMonitor_caption();
    }

    private boolean isTooMany(int count) {
        return !isIgnored() && offlineFrom > 0 && count >= offlineFrom;
    }

    /** Looks on one agent after the other; one that does not answer is waited for some seconds. */
    @Extension
    @Symbol("deadBuilds")
    public static final class DescriptorImpl extends AbstractNodeMonitorDescriptor<Integer> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeadBuildsMonitor_displayName();
        }

        @Override
        protected Integer monitor(Computer computer) throws IOException, InterruptedException {
            if (!UsedNodes.get().contains(computer.getName()) || computer.getChannel() == null) {
                return null;
            }
            try {
                int count = AgentLook.at(computer).stream()
                        .mapToInt(DescriptorImpl::left)
                        .sum();
                mark(computer, count);
                return count;
            } catch (TimeoutException e) {
                throw new IOException(Messages.Look_slow(AgentLook.PATIENCE.toSeconds()), e);
            }
        }

        private void mark(Computer computer, int count) {
            DeadBuildsMonitor monitor = ComputerSet.getMonitors().get(DeadBuildsMonitor.class);
            if (monitor != null && monitor.isTooMany(count)) {
                markOffline(computer, new TooManyProcesses(count));
            } else if (computer.getOfflineCause() instanceof TooManyProcesses) {
                markOnline(computer);
            }
        }

        private static int left(ListedBuild build) {
            boolean isOver = Origin.parse(build.origin()).map(Origins::fate).orElse(Fate.RUNNING) != Fate.RUNNING;
            int kept =
                    (int) build.processes().stream().filter(ListedProcess::kept).count();
            return isOver ? Math.max(0, build.count() - kept) : 0;
        }
    }
}
