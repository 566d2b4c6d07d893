package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The controller restarts while {@code endProcesses} waits for processes: agents are lost before it is known to stop. */
@EnabledOnOs(OS.LINUX)
class EndProcessesAfterRestartTest extends RestartTestBase {

    private static final String WINDOW = "endProcesses held: ";

    private static final String HERE = "node('here') { sh '$MARKERS/held h > $MARKERS/log 2>&1 &"
            + " until grep -q READY $MARKERS/log; do sleep 0.1; done'\n"
            + "try { endProcesses 'held' } finally { echo 'the step is over' } }";

    @Test
    void theOrderIsTakenUpAndTheStepGoesOn() throws Throwable {
        sessions.then(jenkins -> {
            started(jenkins, "withCleanKill(softKillSeconds: 300) { " + HERE + " }", WINDOW);
            Eventually.isTrue("SIGTERM", () -> fixture.marked("h-stopping"));
        });
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            fixture.await("endProcesses held, taken up again: ", build);
            fixture.mark("h-go");
            fixture.end(build, Result.SUCCESS);
            assertThat(fixture.marked("h-finished")).isTrue();
        });
    }

    /** The step waits for each node of the block. */
    @Test
    void aStepThatIsStoppedBeforeTheAgentsAreBackDoesNotBegin() throws Throwable {
        String script = "withCleanKill(softKillSeconds: 300) { node('other') { sh 'true' }\n" + HERE + " }";
        sessions.then(jenkins -> {
            fixture = new PipelineFixture(jenkins, folder);
            createAgent(jenkins);
            agents.createAgent(jenkins, "other");
            started(script, WINDOW);
            Eventually.isTrue("SIGTERM", () -> fixture.marked("h-stopping"));
            agents.stop("other");
        });
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            Alice.aborts(build);
            fixture.await("\nthe step is over", build);
            jenkins.jenkins.removeNode(jenkins.jenkins.getNode("other"));
            fixture.await("Still running at the end: SIGTERM to ", build);
            fixture.mark("h-go");
            assertThat(endOfTheBuild(jenkins)).doesNotContain("endProcesses held, taken up again");
        });
    }
}
