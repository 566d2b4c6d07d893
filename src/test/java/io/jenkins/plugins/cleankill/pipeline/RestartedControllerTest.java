package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The controller restarts while a block runs, or a window. */
@EnabledOnOs(OS.LINUX)
class RestartedControllerTest extends AcrossSessions {

    @Test
    void theControllerRestartsWhileAWindowRuns() throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, HELD, "t READY", "t stopping"));
        sessions.then(jenkins -> {
            resumed(jenkins);
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
            WorkflowRun build = resumed(jenkins);
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
            WorkflowRun build = resumed(jenkins);
            stage.mark("go");
            assertThat(stage.end(build, Result.SUCCESS)).contains("after it").doesNotContain("[clean-kill]");
        });
    }

    /** Such a step fails, and the agent kills its command if there is time; whatever it has left is swept by us. */
    @Test
    void theControllerRestartsWhileAStepInAThreadRuns() throws Throwable {
        String inThread =
                "node('here') { withCleanKill { launchInThread '$MARKS/tool t 0 > $MARKS/log & until grep -q READY"
                        + " $MARKS/log; do sleep 0.1; done; echo it works; wait' } }";
        sessions.then(jenkins -> started(jenkins, inThread, "it works"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            assertThat(stage.end(build, Result.FAILURE)).doesNotContain("could not be known");
            assertThat(stage.alive()).isEmpty();
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
            WorkflowRun build = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            Stage.abort(build);
            assertThat(endOfTheBuild(jenkins))
                    .containsOnlyOnce("t FINISHED")
                    .containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*tool")
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to tool");
        });
    }
}
