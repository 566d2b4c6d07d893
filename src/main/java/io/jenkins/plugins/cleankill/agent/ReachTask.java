package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.termination.Reach;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import jenkins.security.MasterToSlaveCallable;

/** Asks an agent which processes of a container are beyond its reach, and touches none. */
public final class ReachTask extends MasterToSlaveCallable<byte[], IOException> {

    private static final long serialVersionUID = 1L;

    private final Set<ProcessIdentity> inner;

    private ReachTask(Set<ProcessIdentity> inner) {
        this.inner = Set.copyOf(inner);
    }

    /**
     * The processes that are beyond this agent's reach.
     *
     * @param inner as in {@link Reach#beyond}
     * @throws IOException if the agent's processes can't be read
     */
    public static Set<ProcessIdentity> beyond(VirtualChannel channel, Set<ProcessIdentity> inner)
            throws IOException, InterruptedException {
        return Set.copyOf(AnswerBytes.listOf(channel.call(new ReachTask(inner)), ProcessIdentity.class));
    }

    @Override
    public byte[] call() throws IOException {
        KillingDisabledException.throwIfDisabled();
        return AnswerBytes.of(
                List.copyOf(new Reach(HostSystem.detect(JenkinsEnvironments::environments)).beyond(inner)));
    }
}
