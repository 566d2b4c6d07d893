package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.StoredReports;
import java.io.IOException;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepEndNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that are stopped, by a person or a {@code timeout}, on an agent. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortedPipelineTest extends PipelineTestBase {

    @Test
    void whatIgnoresTheSignalIsKilledAtTheEndOfItsWindow() throws Exception {
        WorkflowRun build =
                fixture.start("node('here') { withCleanKill(softKillSeconds: 2) { sh '$MARKERS/stubborn s' } }");
        fixture.await("s READY", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*waiting up to 2 s for");
        assertThat(log)
                .containsPattern("\\[clean-kill] stubborn \\(\\d+\\) ignores SIGTERM; killed after \\d+\\.\\d s");
        assertThat(log).containsOnlyOnce("[clean-kill] Over after ");
        assertThat(build.getAction(InterruptedBuildAction.class).getCauses())
                .extracting(CauseOfInterruption::getShortDescription)
                .containsExactly("Aborted by alice");
    }

    @Test
    void theRestOfThePipelineGoesOnWhileAWindowRuns() throws Exception {
        WorkflowRun build = fixture.start("""
            parallel ended: {
                node('here') { withCleanKill { try { timeout(time: 3, unit: 'SECONDS') { sh '$MARKERS/tool t 4' } }
                    finally { echo 'the window is over' } } }
            }, other: {
                node('here') { sh 'until [ -e "$MARKERS/t-stopping" ]; do sleep 0.1; done' }
                echo 'one'
                echo 'two'
            }\
            """);

        String log = fixture.end(build, Result.ABORTED);

        assertThat(log.indexOf("two")).isBetween(0, log.indexOf("the window is over"));
        assertThat(log).containsOnlyOnce("t FINISHED");
    }

    @Test
    void tenBranchesStopSideBySide() throws Exception {
        WorkflowRun build = fixture.start("""
            def branches = [:]
            for (int i = 0; i < 10; i++) {
                def name = "s$i"
                branches[name] = { node('here') { withCleanKill(softKillSeconds: 5) { sh "$MARKERS/unmoved $name" } } }
            }
            parallel branches\
            """);
        for (int branch = 0; branch < 10; branch++) {
            fixture.await("s" + branch + " READY", build);
        }

        long begun = System.nanoTime();
        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);
        System.out.println("10 branches: the whole abort took " + (System.nanoTime() - begun) / 1_000_000 + " ms");

        assertThat(log.lines()
                        .filter(line ->
                                line.matches(".*unmoved \\(\\d+\\) ignores SIGTERM; killed after \\d+\\.\\d s")))
                .hasSize(10);
        assertThat(log.lastIndexOf("SIGTERM to "))
                .as("all begin before one ends")
                .isLessThan(log.indexOf("killed after"));
    }

    @Test
    void aTrapThatExitsAtOnceDoesNotEndTheStep() throws Exception {
        String log = abortAt("t READY", """
            node('here') {
                try { withCleanKill { sh '''trap 'echo trapped; exit 1' TERM
                    $MARKERS/tool t 2 &
                    while :; do sleep 0.1; done''' } }
                finally { echo 'after the block' }
            }\
            """);

        assertThat(log).containsOnlyOnce("t FINISHED");
        assertThat(log.indexOf("after the block")).isGreaterThan(log.indexOf("t FINISHED"));
    }

    @Test
    void whatACommandReturnsIsNotTouched() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { withCleanKill {
                echo 'status ' + sh(script: 'exit 7', returnStatus: true)
                echo 'stdout ' + sh(script: 'printf äöü', returnStdout: true, encoding: 'UTF-8')
                echo 'no newline'
                sh 'printf unfinished'
                sh 'exit 9'
            } }\
            """);

        String log = fixture.end(build, Result.FAILURE);

        assertThat(log)
                .contains("status 7", "stdout äöü", "script returned exit code 9")
                .doesNotContain("[clean-kill]");
        assertThat(log.lines()).contains("unfinished");
    }

    @Test
    void anAbortInterruptsTheBuildEvenWithReturnStatus() throws Exception {
        WorkflowRun build = fixture.start(
                "node('here') { withCleanKill { echo 'status ' + sh(script: '$MARKERS/tool t 0.2', returnStatus: true) }"
                        + " }");
        fixture.await("t READY", build);

        Alice.aborts(build);

        assertThat(fixture.end(build, Result.ABORTED)).contains("t FINISHED").doesNotContain("status ");
    }

    @Test
    void theCommandForAnAbortRunsFirstInTheSamePlace() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { dir('deep') { withEnv(['WORD=hello']) {
                withCleanKill(onAbort: 'echo "$WORD from $(readlink /proc/$$/cwd)"; ls $MARKERS') {
                    sh '$MARKERS/tool t 0.2'
                }
            } } }\
            """);
        fixture.await("t READY", build);
        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsSubsequence(
                        "onAbort: running", "hello from ", "/deep", "onAbort: ended with exit code 0", "t stopping");
        assertThat(log).doesNotContain("t-stopping");
        assertThat(report(build))
                .containsSubsequence(
                        "\"onAbort\": {", "\"from\": \"step\"", "\"ending\": \"ended\"", "\"exitCode\": 0");
    }

    @Test
    void theCommandForAfterwardsRunsOnceWhenEveryBranchHasEnded() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { dir('deep') { try {
                withCleanKill(afterKill: 'echo "$JOB_NAME from $(readlink /proc/$$/cwd): $(ls $MARKERS | tr "\\n" " ")"') {
                    parallel a: { sh '$MARKERS/tool t 0.2' }, b: { sh '$MARKERS/tool u 0.8' }
                }
            } finally { echo 'NEXT STEP' } } }\
            """);
        fixture.await("t READY", build);
        fixture.await("u READY", build);
        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsOnlyOnce("afterKill: running")
                .containsSubsequence(
                        "Over after",
                        "afterKill: running for at most 30 s",
                        "/deep: ",
                        "afterKill: ended with exit code 0",
                        "NEXT STEP");
        assertThat(log.lines().filter(line -> line.contains("/deep: ")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("t-finished", "u-finished"));
        assertThat(report(build)).containsSubsequence("\"afterKill\": {", "\"from\": \"step\"", "\"exitCode\": 0");
    }

    @Test
    void anotherAbortCutsTheCommandForAfterwardsShort() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') {
                withCleanKill(afterKill: 'echo UNLOCKING; $MARKERS/tool x 0.1; echo UNLOCKED', afterKillSeconds: 300) {
                    sh '$MARKERS/tool t 0.2'
                }
            }\
            """);
        fixture.await("t READY", build);
        Alice.aborts(build);
        fixture.await("x READY", build);
        Alice.aborts(build);

        assertThat(fixture.end(build, Result.ABORTED))
                .contains("afterKill: cut short by another abort; it is ended")
                .doesNotContain("UNLOCKED");
    }

    @Test
    void secretsStayMaskedInItsLines() throws Exception {
        PipelineFixture.addSecret("hush", "hush-hush");
        String log = abortAt("s READY", """
            node('here') {
                withCleanKill(softKillSeconds: 1) {
                    withCredentials([string(credentialsId: 'hush', variable: 'HUSH')]) {
                        sh 'cp $MARKERS/stubborn "$MARKERS/$HUSH"; "$MARKERS/$HUSH" s'
                    }
                }
            }\
            """);

        assertThat(log).doesNotContain("hush-hush").containsPattern("\\[clean-kill] \\*+ \\(\\d+\\) ignores SIGTERM");
    }

    @Test
    void theReportHasArgumentsOnlyIfWantedAndNoSecrets() throws Exception {
        PipelineFixture.addSecret("pass", "correct horse");

        assertThat(reportOfAPipelineWithSecrets()).contains("stubborn").doesNotContain("arguments", "correct horse");
        CleanKillConfiguration.get().setArgumentsInReports(true);
        try {
            assertThat(reportOfAPipelineWithSecrets())
                    .contains("\"****\"", "plain-argument")
                    .doesNotContain("correct", "hunter2");
        } finally {
            CleanKillConfiguration.get().setArgumentsInReports(false);
        }
    }

    private String reportOfAPipelineWithSecrets() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { withCleanKill(softKillSeconds: 1) {
                withCredentials([string(credentialsId: 'pass', variable: 'PASS')]) {
                    sh '$MARKERS/stubborn s "$PASS" plain-argument --token hunter2'
                }
            } }\
            """);
        fixture.await("s READY", build);
        Alice.aborts(build);
        fixture.end(build, Result.ABORTED);
        return report(build);
    }

    private static String report(WorkflowRun build) throws IOException {
        return StoredReports.json(build);
    }

    @Test
    void theInnerBlocksSettingsHoldWithin() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { withCleanKill(softKillSeconds: 100) {
                withCleanKill(softKillSeconds: 1) { sh '$MARKERS/stubborn s' }
            } }\
            """);
        fixture.await("s READY", build);

        Alice.aborts(build);

        assertThat(fixture.end(build, Result.ABORTED))
                .contains("waiting up to 1 s")
                .containsOnlyOnce("[clean-kill] Over");
    }

    @Test
    void aQuietCommandIsOverSoon() throws Exception {
        quietCommandAbortedAfter(1);
    }

    /** By hand: {@code -Dclean-kill.long-windows=true}. durable-task looks at a quiet command every 15 s by then. */
    @ParameterizedTest
    @ValueSource(ints = {100, 600})
    @EnabledIfSystemProperty(named = "clean-kill.long-windows", matches = "true")
    void aCommandThatWasQuietForLongIsOverSoon(int seconds) throws Exception {
        quietCommandAbortedAfter(seconds);
    }

    private void quietCommandAbortedAfter(int seconds) throws Exception {
        WorkflowRun build = fixture.start("""
            parallel(quiet: {
                node('here') { try { withCleanKill { sh 'exec sleep 3600' } } finally { echo 'after the block' } }
            }, clock: { sleep %d; echo 'quiet for long' })\
            """.formatted(seconds));
        fixture.await("exec sleep", build);
        fixture.await("quiet for long", build);

        long aborted = System.currentTimeMillis();
        Alice.aborts(build);
        fixture.awaitQuiet();
        long processEnded = System.currentTimeMillis();
        String log = fixture.end(build, Result.ABORTED);

        List<Long> ends = endsOfTheBlock(build);
        long stepEnded = ends.get(0);
        long blockEnded = ends.get(1);
        System.out.printf(
                "quiet for %d s: process over %d ms after the abort; durable-task's step %d ms after that; the block %d"
                        + " ms after its step%n",
                seconds, processEnded - aborted, stepEnded - processEnded, blockEnded - stepEnded);
        assertThat(log).containsPattern("Over after \\d\\.\\d s: 1 ended by itself, 0 killed, 0 left");
    }

    /** When the block's body ended, and then the block. */
    private static List<Long> endsOfTheBlock(WorkflowRun build) {
        return new DepthFirstScanner()
                .allNodes(build.getExecution()).stream()
                        .filter(StepEndNode.class::isInstance)
                        .filter(end -> ((StepEndNode) end).getDescriptor() instanceof CleanKillStep.DescriptorImpl)
                        .map(TimingAction::getStartTime)
                        .sorted()
                        .toList();
    }
}
