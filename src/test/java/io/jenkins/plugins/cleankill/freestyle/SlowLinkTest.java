package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.agent.PreloadTask;
import io.jenkins.plugins.cleankill.controller.AgentClasses;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.ChannelTrace;
import io.jenkins.plugins.cleankill.testing.ChannelTrace.Side;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.SlowAgentLauncher;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An abort on an agent whose link takes 100 ms there and back. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class SlowLinkTest extends FreestyleTestBase {

    private static final Duration ONE_WAY = Duration.ofMillis(50);

    /** At the end of a task the agent asks whether its output has arrived: the first one is the termination. */
    private static final String END_OF_A_TASK = "IOSyncer";

    @Test
    void theSignalComesAfterTwoRequestsAndNoClassIsLoaded() throws Exception {
        DumbSlave agent = FIXTURE.agent("far", new SlowAgentLauncher(ONE_WAY));
        JobUnderTest far = FIXTURE.job(agent).shell(POLITE);
        FreeStyleBuild build = far.startAndAwait("READY");
        // The build has asked for that in the background: here the end of it is waited for
        agent.getChannel().call(new PreloadTask(AgentClasses.names()));
        ChannelTrace trace = ChannelTrace.of((Channel) agent.getChannel());

        Alice.aborts(build);
        FIXTURE.log(far.end(build), Result.ABORTED);
        assertThat(trace.toString()).contains(END_OF_A_TASK);
        assertThat(trace.requestsOf(Side.CONTROLLER, END_OF_A_TASK))
                .as("%s", trace)
                .hasSizeLessThanOrEqualTo(2);
        assertThat(trace.requestsOf(Side.AGENT, END_OF_A_TASK)).as("%s", trace).isEmpty();
    }
}
