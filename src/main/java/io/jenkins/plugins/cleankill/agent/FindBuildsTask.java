package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.origin.BuildRemains;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;

/** Looks on an agent's machine for the builds of one controller that have processes there, and touches none. */
public final class FindBuildsTask extends MasterToSlaveCallable<byte[], IOException> {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BUILDS = 100;

    /** An agent that hangs is waited for no longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String controller;

    private FindBuildsTask(String controller) {
        this.controller = controller;
    }

    /**
     * The builds, at most {@value #MOST_BUILDS}; none where killing is disabled.
     *
     * @param controller as in {@link Origin#controller()}
     * @throws IOException if the machine's processes can't be read, or there is no answer
     */
    public static List<FoundBuild> find(VirtualChannel channel, String controller)
            throws IOException, InterruptedException {
        return checked(AgentAnswer.of(channel, new FindBuildsTask(controller), PATIENCE));
    }

    /** An agent may send anything: at most so many builds are listened to. */
    private static List<FoundBuild> checked(byte[] answer) throws IOException {
        return AnswerBytes.listOf(answer, FoundBuild.class).stream()
                .limit(MOST_BUILDS)
                .toList();
    }

    @Override
    public byte[] call() throws IOException {
        KillingDisabledException.throwIfDisabled();
        OperatingSystem system = HostSystem.detect(JenkinsEnvironments::environments);
        system.controlGroups().removeEmpty();
        BuildsInSight seen = BuildsInSight.of(system);
        List<BuildRemains> remains = BuildRemains.of(seen.table(), seen.from(), controller, seen.untouchable());
        return AnswerBytes.of(remains.stream()
                .limit(MOST_BUILDS)
                .map(each -> FoundBuild.of(each, seen.table()))
                .toList());
    }
}
