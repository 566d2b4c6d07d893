package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.agent.FrozenAgent;
import io.jenkins.plugins.cleankill.agent.HangingVeto;
import io.jenkins.plugins.cleankill.agent.ShortMargin;
import io.jenkins.plugins.cleankill.pipeline.log.StepLooks;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent hangs while a block is aborted: its connection does not break, and it answers nothing. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@ExtendWith(ShortMargin.class)
class HungAgentBlockTest extends PipelineTestBase {

    private static final String DEPLOY = "sh ': > $MARKERS/deploy'\n";

    private static final String OVER = "[clean-kill] The agent has not answered in time";

    /** No window is waited for: these are five minutes long. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private long remoteTimeout;
    private DumbSlave agent;

    @BeforeEach
    void connect() throws Exception {
        remoteTimeout = DurableTaskStep.REMOTE_TIMEOUT;
        DurableTaskStep.REMOTE_TIMEOUT = 2;
        FrozenAgent.withoutNodeMonitors();
        agent = TestAgent.connect(jenkins, "hung", folder);
    }

    @AfterEach
    void disconnect() throws Exception {
        DurableTaskStep.REMOTE_TIMEOUT = remoteTimeout;
        assertThat(fixture.marked("deploy")).isFalse();
        jenkins.jenkins.removeNode(agent);
    }

    private WorkflowRun start(String settings, String command) throws Exception {
        WorkflowRun build = fixture.start(
                "node('hung') { withCleanKill(" + settings + ") { sh '" + command + "' }\n" + DEPLOY + " }");
        fixture.await("READY", build);
        return build;
    }

    /** {@code sh} asks the agent whether its workspace is there before it has anything ended. */
    @Test
    void anAgentThatDoesNotAnswerAtAllIsNotWaitedFor() throws Exception {
        WorkflowRun build = start("softKillSeconds: 300, onAbort: 'true'", "$MARKERS/stubborn s");
        Instant begin = Instant.now();
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            Alice.aborts(build);

            assertThat(fixture.end(build, Result.ABORTED)).contains(OVER);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
        fixture.clear(); // the agent has begun by now, with the whole window
    }

    /** The lines that such a look prints are not printed once more by ours, which waits for its end. */
    @Test
    void aLookOfDurableTaskIsKnownAsLongAsItRuns() throws Exception {
        WorkflowRun build = start("softKillSeconds: 300", "$MARKERS/tool t 0.1");
        String workspace = agent.getWorkspaceFor(build.getParent()).getRemote();
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            Eventually.isTrue("a look that hangs", () -> StepLooks.anyRuns(workspace, "hung"));
        }
        Alice.aborts(build);
        fixture.end(build, Result.ABORTED);

        Eventually.isTrue("no look", () -> !StepLooks.anyRuns(workspace, "hung"));
        assertThat(StepLooks.anyRuns(workspace + "2", "hung")).isFalse();
    }

    @Test
    void aSecondAbortEndsTheWaitForOneThatStopsAnswering() throws Exception {
        WorkflowRun build = start("softKillSeconds: 300", "$MARKERS/stubborn s");
        Alice.aborts(build);
        fixture.await("waiting up to 300 s", build);
        Instant begin = Instant.now();
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            Alice.aborts(build);

            assertThat(fixture.end(build, Result.ABORTED)).contains(OVER);
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
        fixture.awaitQuiet(); // what the agent was asked for, it does now
    }

    @Test
    void oneThatStopsAnsweringIsWaitedForNoLongerThanTheLimit() throws Exception {
        WorkflowRun build = start("softKillSeconds: 4", "$MARKERS/held h");
        Instant begin = Instant.now();
        Alice.aborts(build);
        fixture.await("waiting up to 4 s", build);
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            fixture.await(OVER, build);
            // the window, 5 s for SIGKILL, 2 s of margin
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(Duration.ofSeconds(11), Duration.ofSeconds(25));

            fixture.end(build, Result.ABORTED);
        }
        fixture.mark("h-go");
        fixture.awaitQuiet();
    }

    @Test
    void whatJenkinsDoesWhereWeFailIsWaitedForNoLongerThanTheMargin() throws Exception {
        WorkflowRun build = start("softKillSeconds: 1", HangingVeto.VARIABLE + "=please $MARKERS/tool t 0");
        Alice.aborts(build);
        try {
            fixture.await("[clean-kill] It is not over after 2 s", build);
        } finally {
            ExtensionList.lookupSingleton(Veto.class).goOn();
        }

        assertThat(fixture.end(build, Result.ABORTED))
                .contains("a broken veto", "Jenkins' own killing does what it can");
        fixture.awaitQuiet();
    }

    @TestExtension
    public static final class Veto extends HangingVeto {}
}
