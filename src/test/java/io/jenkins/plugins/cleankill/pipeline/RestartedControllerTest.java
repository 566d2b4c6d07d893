package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The controller restarts while a block runs, or a window. */
@EnabledOnOs(OS.LINUX)
class RestartedControllerTest extends RestartTestBase {

    @Test
    void theControllerRestartsWhileAWindowRuns() throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, HELD, "t READY", "t stopping"));
        sessions.then(jenkins -> {
            resumed(jenkins);
            assertTakenUpAgain(jenkins);
        });
    }

    /** The step forgets in a restart that it was stopped. */
    @Test
    void aStepThatWasStoppedBeforeTheRestartLetsNothingFollow() throws Throwable {
        String script = "node('here') { withCleanKill(softKillSeconds: 300) {"
                + " sh script: '$MARKERS/held t', returnStatus: true\nsh ': > $MARKERS/deploy' } }";
        sessions.then(jenkins -> aborted(jenkins, script, "t READY", "t stopping"));
        sessions.then(jenkins -> {
            resumed(jenkins);
            assertTakenUpAgain(jenkins);
            assertThat(fixture.marked("deploy")).isFalse();
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
            Alice.aborts(build);
            assertThat(endOfTheBuild(jenkins))
                    .containsPattern("saved in .*/workspace/")
                    .containsOnlyOnce("t FINISHED")
                    .contains("waiting up to 9 s");
        });
    }

    @Test
    void aBlockGoesOnAfterTheControllerHasRestarted() throws Throwable {
        sessions.then(jenkins -> started(jenkins, UNTIL_TOLD, "the block begins"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            fixture.mark("go");
            assertThat(fixture.end(build, Result.SUCCESS)).contains("after it").doesNotContain("[clean-kill]");
        });
    }

    /** Such a step fails, and the agent kills its command if there is time; its leftovers are swept by us. */
    @Test
    void theControllerRestartsWhileAStepInAThreadRuns() throws Throwable {
        String inThread =
                "node('here') { withCleanKill { launchInThread '$MARKERS/tool t 0 > $MARKERS/log & until grep -q READY"
                        + " $MARKERS/log; do sleep 0.1; done; echo it works; wait' } }";
        sessions.then(jenkins -> started(jenkins, inThread, "it works"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            assertThat(fixture.end(build, Result.FAILURE)).doesNotContain("could not be known");
            assertThat(fixture.alive()).isEmpty();
        });
    }

    @Test
    void aNodeWithoutABlockIsAbortedAndSweptAfterTheControllerHasRestarted() throws Throwable {
        String both = "node('here') { catchError { sh '$MARKERS/tool t 1' }\n"
                + "sh '$MARKERS/tool d 0 > $MARKERS/log 2>&1 & until grep -q READY $MARKERS/log; do sleep 0.1; done' }";
        sessions.then(jenkins -> {
            CleanKillConfiguration.get().setEveryBuild(true);
            CleanKillConfiguration.get().setDeadBuilds("kill"); // the build is not over: it only sleeps for a while
            started(jenkins, both, "t READY");
            CleanKillConfiguration.get().setEveryBuild(false);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            Alice.aborts(build);
            assertThat(endOfTheBuild(jenkins))
                    .containsOnlyOnce("t FINISHED")
                    .containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*tool")
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to .*tool");
        });
    }

    /** {@code timeout} has ended the body by force: the node's end waits for the processes, and then for the next start. */
    @Test
    void theEndOfANodeThatTheRestartCutsOffIsSweptAfterIt() throws Throwable {
        String script = "try { node('here') { timeout(time: 1, unit: 'SECONDS') { sh '$MARKERS/held t' } } } finally {"
                + " node('built-in') { sh 'echo in the other; until [ -e $MARKERS/go ]; do sleep 0.1; done' } }";
        sessions.then(jenkins -> {
            KillFields windows = new KillFields();
            windows.setSoftKillSeconds(300);
            CleanKillConfiguration.get().setDefaults(windows);
            CleanKillConfiguration.get().setEveryBuild(true);
            started(jenkins, script, "\nin the other");
        });
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            fixture.mark("go");
            fixture.await("[clean-kill] Still running at the end: SIGTERM to ", build);
            fixture.mark("t-go");
            fixture.end(build, Result.ABORTED);
        });
    }

    /** A block was interrupted before the restart, and what fails after it was not. */
    @Test
    void anOrdinaryFailureAfterTheControllerHasRestartedIsOne() throws Throwable {
        String script = "node('here') { withCleanKill { try {"
                + " timeout(time: 3, unit: 'SECONDS') { sh '$MARKERS/tool t 0' } } catch (e) { echo 'caught' }\n"
                + "sh 'echo the next one; until [ -e $MARKERS/go ]; do sleep 0.1; done; exit 3' } }";
        sessions.then(jenkins -> started(jenkins, script, "+ echo the next one"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            fixture.mark("go");
            assertThat(fixture.end(build, Result.FAILURE)).contains("script returned exit code 3");
        });
    }

    @Test
    void aBlockIsAbortedAtItsEndAfterTheControllerHasRestarted() throws Throwable {
        String script = "node('here') { withCleanKill(softKillSeconds: 300) { sh '$MARKERS/stubborn s > $MARKERS/log &"
                + " until grep -q READY $MARKERS/log; do sleep 0.1; done' }\nsh ': > $MARKERS/deploy' }";
        sessions.then(jenkins -> started(jenkins, script, "waiting up to 300 s"));
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            jenkins.waitForMessage("Ready to run", build);
            Alice.aborts(build);
            endOfTheBuild(jenkins);
            assertThat(fixture.marked("deploy")).isFalse();
        });
    }

    /** The copy is not masked. */
    @Test
    void theCopyOfALogThatTheRestartHasCutOffIsDeleted() throws Throwable {
        System.setProperty("io.jenkins.plugins.cleankill.keepRemoteTimeout", "true");
        try {
            sessions.then(jenkins -> {
                aborted(jenkins, HELD, "t READY", "t stopping");
                assertThat(copies()).hasSize(1);
            });
            sessions.then(jenkins -> {
                resumed(jenkins);
                fixture.mark("t-go");
                endOfTheBuild(jenkins);
                assertThat(copies()).isEmpty();
            });
        } finally {
            System.clearProperty("io.jenkins.plugins.cleankill.keepRemoteTimeout");
        }
    }

    private List<Path> copies() throws Exception {
        Path root = Path.of(((Slave) Jenkins.get().getNode("here")).getRemoteFS());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().contains("-clean-kill.txt"))
                    .toList();
        }
    }

    /** Only the name of the program tells it. */
    @Test
    void secretsOfANodeWithoutABlockAreKnownAfterTheControllerHasRestarted() throws Throwable {
        String script = "node('here') { withCredentials([string(credentialsId: 'hush', variable: 'HUSH')]) {"
                + " sh 'cp $MARKERS/tool \"$MARKERS/$HUSH\"; \"$MARKERS/$HUSH\" d 0 > $MARKERS/log 2>&1 &' }\n"
                + "sh 'until grep -q READY $MARKERS/log; do sleep 0.1; done; echo in the node;"
                + " until [ -e $MARKERS/go ]; do sleep 0.1; done' }";
        sessions.then(jenkins -> {
            CleanKillConfiguration.get().setEveryBuild(true);
            PipelineFixture.addSecret("hush", "hush-hush");
            started(jenkins, script, "\nin the node");
        });
        sessions.then(jenkins -> {
            WorkflowRun build = resumed(jenkins);
            fixture.mark("go");
            assertThat(fixture.end(build, Result.SUCCESS))
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to .*\\*{4}")
                    .doesNotContain("hush-hush");
        });
    }
}
