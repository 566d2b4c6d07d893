package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.nio.file.Path;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension.Options;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Tests in which controller or agent {@code here} is lost while a build runs: no test leaves a process behind. */
abstract class RestartTestBase {

    static final String TOOL = "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKERS/tool t %d' } }";
    static final String HELD = "node('here') { withCleanKill(softKillSeconds: 300) { sh '$MARKERS/held t' } }";
    static final String UNTIL_TOLD =
            "node('here') { withCleanKill(ladder: 'INT 30s, TERM 20s', keep: ['adb'], onAbort: 'true') {"
                    + " sh 'echo the block begins; until [ -e $MARKERS/go ]; do sleep 0.1; done' }; echo 'after it' }";

    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    Path folder;

    final LoggedExceptions exceptions = new LoggedExceptions();

    PipelineFixture fixture;

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (exceptions) {
            exceptions.assertNone();
            assertThat(fixture.alive()).isEmpty();
            assertThat(fixture.frozen()).isEmpty();
            fixture.awaitNobody();
        } finally {
            fixture.clear();
        }
    }

    void createAgent(JenkinsRule jenkins, String... javaOptions) throws Exception {
        agents.createAgent(
                jenkins,
                Options.newBuilder()
                        .name("here")
                        .webSocket()
                        .javaOptions(javaOptions)
                        .build());
    }

    /** Starts a build on a new agent, and waits until it is ready. */
    WorkflowRun started(JenkinsRule jenkins, String script, String ready) throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
        createAgent(jenkins);
        return started(script, ready);
    }

    WorkflowRun started(String script, String ready) throws Exception {
        WorkflowRun build = fixture.start(script);
        fixture.await(ready, build);
        return build;
    }

    /** The same, and aborts it, and waits until its processes know. */
    void aborted(JenkinsRule jenkins, String script, String ready, String going) throws Exception {
        abort(started(jenkins, script, ready), going);
    }

    void abort(WorkflowRun build, String going) throws Exception {
        Alice.aborts(build);
        fixture.await(going, build);
    }

    /** After a restart: the agent is back, and so is the build, which is returned. */
    WorkflowRun resumed(JenkinsRule jenkins) throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
        InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
        return build(jenkins);
    }

    static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
    }

    /** The build's log: it was aborted by alice, and says so. */
    String endOfTheBuild(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins);
        String log = fixture.end(build, Result.ABORTED);
        assertThat(build.getAction(InterruptedBuildAction.class).getCauses())
                .extracting(CauseOfInterruption::getShortDescription)
                .contains("Aborted by alice");
        return log;
    }

    /** The tool ends only after that has been said, however long it took to come back. */
    void assertTakenUpAgain(JenkinsRule jenkins) throws Exception {
        fixture.await("[clean-kill] Aborted by alice, taken up again: ", build(jenkins));
        fixture.mark("t-go");
        assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED").containsOnlyOnce("t stopping");
    }
}
