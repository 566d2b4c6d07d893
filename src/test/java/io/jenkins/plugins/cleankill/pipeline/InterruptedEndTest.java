package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.agent.FrozenAgent;
import io.jenkins.plugins.cleankill.pipeline.block.AwaitedNodes;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A block is interrupted, while it waits at its end or as a whole: it ends as the cause says, and no step follows. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class InterruptedEndTest extends PipelineTestBase {

    /** Leaves a process with a window that no test waits for. */
    private static final String BLOCK = "withCleanKill(softKillSeconds: 300) {"
            + " sh '$MARKERS/stubborn s > $MARKERS/log & until grep -q READY $MARKERS/log; do sleep 0.1; done'%s }\n";

    private static final String WAITS = "waiting up to 300 s";

    private static final String DEPLOY = "sh ': > $MARKERS/deploy'\n";

    private static String block(String last) {
        return BLOCK.formatted(last);
    }

    private void assertNothingFollowed(String log) throws Exception {
        assertThat(log).containsPattern("\\[clean-kill] stubborn \\(\\d+\\) .*; killed after");
        assertThat(fixture.marked("deploy")).isFalse();
    }

    @Test
    void byAPerson() throws Exception {
        String log = abortAt(WAITS, "node('here') { " + block("") + DEPLOY + " }");

        assertNothingFollowed(log);
        assertThat(log).contains("Aborted by alice");
    }

    @Test
    void byAPersonAfterAFailure() throws Exception {
        String log = abortAt(
                WAITS,
                "node('here') { try { " + block("; error 'its own'")
                        + " } catch (e) { echo \"with ${e.class.simpleName}\";" + " throw e }\n" + DEPLOY + " }");

        assertNothingFollowed(log);
        assertThat(log).contains("with FlowInterruptedException");
    }

    @Test
    void byATimeout() throws Exception {
        WorkflowRun build = fixture.start(
                "node('here') { timeout(time: 4, unit: 'SECONDS') { " + block("") + DEPLOY + " }\n" + DEPLOY + " }");

        String log = fixture.end(build, Result.ABORTED);
        assertNothingFollowed(log);
        assertThat(log).contains("Timeout has been exceeded").doesNotContain("extreme prejudice");
    }

    @Test
    void byTheFailureOfASibling() throws Exception {
        WorkflowRun build = fixture.start(
                "parallel failFast: true, one: { node('here') { " + block("") + DEPLOY
                        + " } }, two: { node('here') { sh 'until [ -e $MARKERS/go ]; do sleep 0.1; done'; error 'of my own' } }");
        fixture.await(WAITS, build);
        fixture.mark("go");

        String log = fixture.end(build, Result.FAILURE);
        assertNothingFollowed(log);
        assertThat(log).contains("Failed in branch two");
    }

    @Test
    void byANewerBuild() throws Exception {
        WorkflowRun build = fixture.start("node('here') { " + block("") + DEPLOY + " }");
        fixture.await(WAITS, build);

        build.getExecutor().interrupt(Result.NOT_BUILT, new Superseded());

        assertNothingFollowed(fixture.end(build, Result.NOT_BUILT));
    }

    @Test
    void whileItWaitsForAnAgent() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = thatWaitsForIt(agent);

        Alice.aborts(build);

        assertThat(fixture.end(build, Result.ABORTED))
                .contains("Aborted by alice", "they are looked for when it is back");
        assertThat(fixture.marked("deploy")).isFalse();
        jenkins.jenkins.removeNode(agent);
    }

    /** The awaited agent does not come any more: the block ends as its body did, and the step behind it runs. */
    @Test
    void whileItWaitsForAnAgentThatIsDeleted() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = thatWaitsForIt(agent);
        StepExecution block = block(build);

        jenkins.jenkins.removeNode(agent);

        assertThat(block.getStatus()).doesNotContain("the connection to away");
        assertThat(fixture.end(build, Result.SUCCESS))
                .contains("The agent away does not exist any more: whether processes of this block still run there"
                        + " could not be known");
        assertThat(fixture.marked("deploy")).isTrue();
    }

    @Test
    void whileItWaitsForAnAgentThatIsMarkedOffline() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = thatWaitsForIt(agent);
        StepExecution block = block(build);

        agent.getComputer().setTemporaryOfflineCause(new OfflineCause.UserCause(null, "a test"));

        assertThat(block.getStatus()).doesNotContain("the connection to away");
        fixture.end(build, Result.SUCCESS);
        jenkins.jenkins.removeNode(agent);
    }

    /** Its leftovers have their window there: the connection breaks, and with the node nothing is owed. */
    @Test
    void byTheDeletionOfTheAgentWithItsLeftovers() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = fixture.start(
                "node('here') { withCleanKill(softKillSeconds: 300) { node('away') { sh '$MARKERS/stubborn s > $MARKERS/log &"
                        + " until grep -q READY $MARKERS/log; do sleep 0.1; done' } }\n" + DEPLOY + " }");
        fixture.await(WAITS, build);

        jenkins.jenkins.removeNode(agent);

        assertThat(fixture.end(build, Result.SUCCESS))
                .contains("The connection to the agent was lost in the termination")
                .contains("The agent away does not exist any more: whether processes of this block still run there"
                        + " could not be known");
        fixture.clear(); // out of reach
    }

    private WorkflowRun thatWaitsForIt(DumbSlave agent) throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { node('away') { sh 'true' }\n"
                + "sh 'echo in the block; until [ -e $MARKERS/go ]; do sleep 0.1; done' }\n" + DEPLOY + " }");
        fixture.await("in the block", build);
        assertThat(status(build)).isEqualTo("running its body");
        agent.getComputer()
                .disconnect(new OfflineCause.ChannelTermination(new Exception("a test")))
                .get(30, TimeUnit.SECONDS);
        fixture.mark("go");
        while (!status(build).contains("waiting for the connection to away")) {
            assertThat(build.isBuilding()).isTrue();
        }
        return build;
    }

    @Test
    void anAgentThatIsOfflineOnPurposeIsNotWaitedFor() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        agent.getComputer()
                .disconnect(new OfflineCause.ChannelTermination(new Exception("a test")))
                .get(30, TimeUnit.SECONDS);
        assertThat(new AwaitedNodes().of(Set.of("away"), Duration.ofMinutes(9))).isNotDone();
        agent.getComputer()
                .disconnect(new OfflineCause.UserCause(null, "a test"))
                .get(30, TimeUnit.SECONDS);
        assertThat(new AwaitedNodes().of(Set.of("away"), Duration.ofMinutes(9))).isDone();
        jenkins.jenkins.removeNode(agent);
        assertThat(new AwaitedNodes().of(Set.of("away"), Duration.ofMinutes(9))).isDone();
    }

    @Test
    void aConnectionThatIsClosingIsNoConnection() throws Exception {
        FrozenAgent.withoutNodeMonitors();
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            ((Channel) agent.getChannel()).close();
            assertThat(new AwaitedNodes().of(Set.of("away"), Duration.ofMinutes(9)))
                    .isNotDone();
        }
        jenkins.jenkins.removeNode(agent);
    }

    @Test
    void asAWhole() throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { sh '$MARKERS/tool t 0' }\n" + DEPLOY + " }");
        fixture.await("t READY", build);

        block(build).stop(new FlowInterruptedException(Result.ABORTED, new Superseded()));

        assertThat(fixture.end(build, Result.ABORTED))
                .containsOnlyOnce("t FINISHED")
                .contains("Superseded: SIGTERM to");
        assertThat(fixture.marked("deploy")).isFalse();
    }

    private static String status(WorkflowRun build) throws Exception {
        return String.valueOf(block(build).getStatus());
    }

    private static StepExecution block(WorkflowRun build) throws Exception {
        List<StepExecution> all =
                build.getExecution().getCurrentExecutions(false).get(30, TimeUnit.SECONDS);
        return all.stream()
                .filter(CleanKillStepExecution.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static final class Superseded extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Superseded";
        }
    }
}
