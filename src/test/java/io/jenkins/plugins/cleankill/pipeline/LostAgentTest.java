package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.agent.OwnPid;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The agent, or the controller, is lost while a window runs. */
@EnabledOnOs(OS.LINUX)
class LostAgentTest {

    private static final String TOOL = "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKS/tool t %d' } }";
    private static final String HELD = "node('here') { withCleanKill(softKillSeconds: 300) { sh '$MARKS/held t' } }";
    private static final String STUBBORN =
            "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKS/stubborn s' } }";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path folder;

    private Stage stage;

    @AfterEach
    void nothingIsLeft() throws Exception {
        try {
            assertThat(stage.alive()).isEmpty();
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
        sessions.then(jenkins -> started(jenkins, TOOL.formatted(9, 1), "t READY"));
        sessions.then(jenkins -> {
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            WorkflowRun build = build(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(29);
            Stage.abort(build);
            assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED").contains("waiting up to 9 s");
            assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(20);
        });
    }

    @Test
    void aBlockGoesOnAfterTheControllerHasRestarted() throws Throwable {
        String untilTold = "node('here') { withCleanKill(ladder: 'INT 30s, TERM 20s', keep: ['adb'], onAbort: 'true') {"
                + " sh 'echo the block begins; until [ -e $MARKS/go ]; do sleep 0.1; done' }; echo 'after it' }";
        sessions.then(jenkins -> started(jenkins, untilTold, "the block begins"));
        sessions.then(jenkins -> {
            stage = new Stage(jenkins, folder);
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            Files.createFile(folder.resolve("marks/go"));
            assertThat(stage.end(build(jenkins), Result.SUCCESS))
                    .contains("after it")
                    .doesNotContain("[clean-kill]");
        });
    }

    /** Such a step does not survive a restart; what it has started is not left behind. */
    @Test
    void theControllerRestartsWhileAStepInAThreadRuns() throws Throwable {
        String inThread =
                "node('here') { withCleanKill { launchInThread '$MARKS/tool t 0 > $MARKS/log & until grep -q READY"
                        + " $MARKS/log; do sleep 0.1; done; echo it works; wait' } }";
        sessions.then(jenkins -> started(jenkins, inThread, "it works"));
        sessions.then(jenkins -> {
            InboundAgentExtension.waitForAgentOnline(jenkins, "here", java.util.Map.of());
            stage = new Stage(jenkins, folder);
            assertThat(stage.end(build(jenkins), Result.FAILURE))
                    .contains("[clean-kill] Still running at the end: SIGTERM to", "[clean-kill] Over after");
            assertThat(stage.marked("t-finished")).isTrue();
        });
    }

    @Test
    void theAgentIsDisconnectedAndComesBack() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, HELD, "t READY", "t stopping");
            disconnect(jenkins);
            assertTakenUpAgain(jenkins);
        });
    }

    @Test
    void anAgentWhoseJvmLivesOnGoesOnWithItsTermination() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.getExtensionList(SlaveRestarter.class).clear();
            aborted(jenkins, HELD, "t READY", "t stopping");
            disconnect(jenkins);
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
    void anAgentThatEndsInAWindowLetsGoOfWhatItHolds() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, HELD.replace("$MARKS/held t", "$MARKS/held t; echo NEXT"), "t READY", "t stopping");
            assertThat(stage.held()).isNotEmpty();
            ProcessHandle jvm = jvm(jenkins);
            jvm.destroy();
            jvm.onExit().get(60, TimeUnit.SECONDS);
            assertThat(stage.held()).isEmpty();

            agents.start(jenkins, "here");
            stage.await("taken up again: ", build(jenkins));
            stage.mark("t-go");
            String log = endOfTheBuild(jenkins);
            assertThat(log).containsOnlyOnce("t FINISHED");
            assertThat(log.lines()).doesNotContain("NEXT");
        });
    }

    @Test
    void theAgentsJvmIsKilledAndStartedAgain() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            killTheJvm(jenkins);
            InboundAgentExtension.waitForAgentOffline(jenkins, "here");
            agents.start(jenkins, "here");
            String log = endOfTheBuild(jenkins);
            assertThat(log).containsPattern("stubborn \\(\\d+\\) ignores SIGTERM; killed after \\d+");
        });
    }

    @Test
    void whatCouldNotBeLookedForIsEndedWhenTheAgentIsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, TOOL.formatted(9, 0), "t READY");
            killTheJvm(jenkins);
            InboundAgentExtension.waitForAgentOffline(jenkins, "here");
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
            jenkins.jenkins.removeNode(jenkins.jenkins.getNode("here"));
            String log = endOfTheBuild(jenkins);
            assertThat(log).contains("whether processes of this block still run there could not be known");
            stage.clear(); // nobody can reach them any more
            stage.awaitQuiet();
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
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name("here")
                        .webSocket()
                        .build());
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

    private static void disconnect(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins
                .getComputer("here")
                .disconnect(new OfflineCause.ByCLI("a test"))
                .get(30, TimeUnit.SECONDS);
    }

    private static void killTheJvm(JenkinsRule jenkins) throws Exception {
        jvm(jenkins).destroyForcibly();
    }

    private static ProcessHandle jvm(JenkinsRule jenkins) throws Exception {
        long pid = ((Slave) jenkins.jenkins.getNode("here")).getChannel().call(new OwnPid());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
