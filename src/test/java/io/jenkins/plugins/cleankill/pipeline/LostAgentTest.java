package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import java.nio.file.Path;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.slaves.restarter.SlaveRestarter;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension.Options;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The agent, or the controller, is lost while a window runs. */
@EnabledOnOs(OS.LINUX)
class LostAgentTest {

    private static final String TOOL = "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKS/tool t %d' } }";
    private static final String HELD = "node('here') { withCleanKill(softKillSeconds: 300) { sh '$MARKS/held t' } }";
    private static final String NEXT = HELD.replace("$MARKS/held t", "$MARKS/held t || true; : > $MARKS/next");
    private static final String UNTIL_TOLD =
            "node('here') { withCleanKill(ladder: 'INT 30s, TERM 20s', keep: ['adb'], onAbort: 'true') {"
                    + " sh 'echo the block begins; until [ -e $MARKS/go ]; do sleep 0.1; done' }; echo 'after it' }";
    private static final String STUBBORN =
            "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKS/stubborn s' } }";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path folder;

    private final Complaints complaints = new Complaints();

    private Stage stage;

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (complaints) {
            complaints.assertNone();
            assertThat(stage.alive()).isEmpty();
            assertThat(stage.held()).isEmpty();
            stage.awaitNobody();
        } finally {
            stage.clear();
        }
    }

    @Test
    void theControllerRestartsWhileAWindowRuns() throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, HELD, "t READY", "t stopping"));
        sessions.then(jenkins -> {
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            assertTakenUpAgain(jenkins);
        });
    }

    @Test
    void aBlockIsAbortedAfterTheControllerHasRestarted() throws Throwable {
        String script = TOOL.formatted(9, 1)
                .replace(
                        "softKill",
                        "onAbort: 'echo \"saved in $(readlink /proc/$$/cwd)\"', onAbortSeconds: 5, softKill");
        sessions.then(jenkins -> started(jenkins, script, "t READY"));
        sessions.then(jenkins -> {
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            WorkflowRun build = build(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(34);
            Stage.abort(build);
            assertThat(endOfTheBuild(jenkins))
                    .containsPattern("saved in .*/workspace/")
                    .containsOnlyOnce("t FINISHED")
                    .contains("waiting up to 9 s");
            assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(20);
        });
    }

    @Test
    void aBlockGoesOnAfterTheControllerHasRestarted() throws Throwable {
        sessions.then(jenkins -> started(jenkins, UNTIL_TOLD, "the block begins"));
        sessions.then(jenkins -> {
            stage = new Stage(jenkins, folder);
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            stage.mark("go");
            assertThat(stage.end(build(jenkins), Result.SUCCESS))
                    .contains("after it")
                    .doesNotContain("[clean-kill]");
        });
    }

    @Test
    void theAgentIsDisconnectedAndComesBack() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, HELD, "t READY", "t stopping");
            Losing.DISCONNECTED.agent(jenkins);
            assertTakenUpAgain(jenkins);
        });
    }

    @Test
    void anAgentWhoseJvmLivesOnGoesOnWithItsTermination() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.getExtensionList(SlaveRestarter.class).clear();
            aborted(jenkins, HELD, "t READY", "t stopping");
            Losing.DISCONNECTED.agent(jenkins);
            stage.await("[clean-kill] The termination has gone on there meanwhile", build(jenkins));
            stage.mark("t-go");
            assertThat(endOfTheBuild(jenkins))
                    .containsOnlyOnce("t stopping")
                    .containsOnlyOnce("t FINISHED")
                    .containsOnlyOnce("[clean-kill] Over after")
                    .doesNotContain("by alice, taken up again");
        });
    }

    @Test
    void noNextCommandRunsWhileTheAgentIsAway() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, NEXT, "t READY", "t stopping");
            Losing.SIGTERM.agent(jenkins);
            stage.mark("t-go");

            agents.start(jenkins, "here");
            stage.await("taken up again: ", build(jenkins));
            assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED");
            assertThat(stage.marked("next")).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETED", "SIGTERM", "SIGKILL"})
    void whatALostAgentHeldIsLetGoAndRunsNoNextCommand(Losing losing) throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, NEXT, "t READY", "t stopping");
            assertThat(stage.held()).hasSizeGreaterThan(1);
            losing.agent(jenkins);
            stage.awaitNobodyHeld();
            stage.mark("t-go");
            stage.awaitNobody();
            assertThat(stage.marked("t-finished")).isTrue();
            assertThat(stage.marked("next")).isFalse();
            Losing.DELETED.agent(jenkins);
            assertThat(endOfTheBuild(jenkins)).contains("could not be known");
        });
    }

    @ParameterizedTest
    @CsvSource({"DELETED, Agent was removed", "SIGKILL, Timeout waiting for agent to come back"})
    void anAgentThatDoesNotComeBackEndsTheBuildThatNobodyAborted(Losing losing, String cause) throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, HELD, "t READY");
            losing.agent(jenkins);
            assertThat(stage.end(build, Result.ABORTED)).contains(cause, "could not be known");
            stage.clear(); // nobody can reach them, or not yet
        });
    }

    @Test
    void aCommandGoesOnWhileTheAgentIsAwayForAWhile() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, UNTIL_TOLD, "the block begins");
            Losing.DISCONNECTED.agent(jenkins);
            stage.await("is back online", build);
            stage.mark("go");
            assertThat(stage.end(build, Result.SUCCESS)).contains("after it").doesNotContain("[clean-kill]");
        });
    }

    @Test
    void aDeletedAgentWhoseJvmLivesOnEndsWhatItHasBegunToEnd() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.getExtensionList(SlaveRestarter.class).clear();
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            Losing.DELETED.agent(jenkins);
            stage.awaitNobody();
            assertThat(endOfTheBuild(jenkins)).contains("could not be known");
        });
    }

    @Test
    void aBuildThatIsKilledHardInAWindowLeavesNobody() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            build(jenkins).doKill();
            complaints.expectThatOfAHardKill();
            stage.awaitNobody();
            endOfTheBuild(jenkins);
        });
    }

    @Test
    void theAgentsJvmIsKilledAndStartedAgain() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            Losing.SIGKILL.agent(jenkins);
            agents.start(jenkins, "here");
            String log = endOfTheBuild(jenkins);
            assertThat(log).containsPattern("stubborn \\(\\d+\\) ignores SIGTERM; killed after \\d+");
        });
    }

    @Test
    void whatCouldNotBeLookedForIsEndedWhenTheAgentIsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, TOOL.formatted(9, 0), "t READY");
            Losing.SIGKILL.agent(jenkins);
            Stage.abort(build);
            assertThat(endOfTheBuild(jenkins)).contains("they are looked for when it is back");
            assertThat(stage.alive()).isNotEmpty();

            agents.start(jenkins, "here");
            stage.awaitQuiet();
            assertThat(stage.marked("t-finished")).isTrue();
        });
    }

    @Test
    void aNodeWithoutABlockIsAbortedAndSweptAfterTheControllerHasRestarted() throws Throwable {
        String both = "node('here') { catchError { sh '$MARKS/tool t 1' }\n"
                + "sh '$MARKS/tool d 0 > $MARKS/log 2>&1 & until grep -q READY $MARKS/log; do sleep 0.1; done' }";
        sessions.then(jenkins -> {
            CleanKillConfiguration.get().setEveryBuild(true);
            CleanKillConfiguration.get().setDeadBuilds("kill"); // the build is not over: it only sleeps for a while
            started(jenkins, both, "t READY");
            CleanKillConfiguration.get().setEveryBuild(false);
        });
        sessions.then(jenkins -> {
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            WorkflowRun build = build(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            Stage.abort(build);
            assertThat(endOfTheBuild(jenkins))
                    .containsOnlyOnce("t FINISHED")
                    .containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*tool")
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to tool");
        });
    }

    @Test
    void theAgentIsDeleted() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(10), "s READY", "[clean-kill] waiting for");
            Losing.DELETED.agent(jenkins);
            String log = endOfTheBuild(jenkins);
            assertThat(log).contains("whether processes of this block still run there could not be known");
            stage.clear(); // nobody can reach them any more
            stage.awaitNobody();
        });
    }

    /** The tool ends only after that has been said, however long it took to come back. */
    private void assertTakenUpAgain(JenkinsRule jenkins) throws Exception {
        stage = new Stage(jenkins, folder);
        stage.await("[clean-kill] Aborted by alice, taken up again: ", build(jenkins));
        stage.mark("t-go");
        assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED").containsOnlyOnce("t stopping");
    }

    private void aborted(JenkinsRule jenkins, String script, String ready, String going) throws Exception {
        WorkflowRun build = started(jenkins, script, ready);
        Stage.abort(build);
        stage.await(going, build);
    }

    private WorkflowRun started(JenkinsRule jenkins, String script, String ready) throws Exception {
        stage = new Stage(jenkins, folder);
        agents.createAgent(
                jenkins, Options.newBuilder().name("here").webSocket().build());
        WorkflowRun build = stage.start(script);
        stage.await(ready, build);
        return build;
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
    }

    /** The build's log: it was aborted by alice, and says so. */
    private String endOfTheBuild(JenkinsRule jenkins) throws Exception {
        stage = new Stage(jenkins, folder);
        WorkflowRun build = build(jenkins);
        String log = stage.end(build, Result.ABORTED);
        assertThat(build.getAction(InterruptedBuildAction.class).getCauses())
                .extracting(CauseOfInterruption::getShortDescription)
                .contains("Aborted by alice");
        return log;
    }
}
