package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.action.CleanKillAction;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.OwnControlGroup;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.StrayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Processes that are still alive when a block ends without an abort. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class LeftoversTest extends PipelineTestBase {

    private static final String DAEMON =
            "sh '$MARKERS/tool d 0.1 > $MARKERS/log 2>&1 & until grep -q READY $MARKERS/log; do sleep 0.1; done'";

    private String block(String parameters, String body, Result result) throws Exception {
        return fixture.end(
                fixture.start("node('here') { withCleanKill(" + parameters + ") { " + body + " }; sh 'ls $MARKERS' }"),
                result);
    }

    @ParameterizedTest
    @CsvSource({"kill, SUCCESS", "unstable, UNSTABLE", "fail, FAILURE"})
    void aPolicyEndsThemAndMaySetTheResult(String policy, String result) throws Exception {
        String log = block("leftovers: '" + policy + "'", DAEMON, Result.fromString(result));

        assertThat(log)
                .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to .*tool \\(\\d+\\)")
                .contains("[clean-kill] Over");
        assertThat(fixture.marked("d-finished")).isTrue();
    }

    @Test
    void theCommandForAfterwardsRunsOnlyWhereAnyWasEnded() throws Exception {
        String command = "afterKill: 'echo UNLOCKED; ls $MARKERS'";

        assertThat(block(command, DAEMON, Result.SUCCESS))
                .containsOnlyOnce("afterKill: running")
                .containsSubsequence(
                        "Still running at the end", "UNLOCKED", "d-finished", "afterKill: ended with exit");
        assertThat(block(command, "sh 'true'", Result.SUCCESS)).doesNotContain("afterKill:");
    }

    @Test
    void noBlockSetsAnotherPolicyWhereItIsFixed() throws Exception {
        CleanKillConfiguration.get().setLeftoversFixed(true);
        CleanKillConfiguration.get().setKeepFixed(true);
        try {
            assertThat(block("leftovers: 'report', keep: ['*/tool d*']", DAEMON, Result.SUCCESS))
                    .contains("[clean-kill] leftovers: 'report' does not hold; the administrator has fixed it: 'kill'")
                    .contains("[clean-kill] keep: '*/tool d*' does not hold; the administrator has fixed it: ''")
                    .contains("Still running at the end", "d-finished");
        } finally {
            CleanKillConfiguration.get().setLeftoversFixed(false);
            CleanKillConfiguration.get().setKeepFixed(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"node('here') { withCleanKill {", "withCleanKill { node('here') {"})
    void thoseOfADeadBuildAreToldAndEndedBeforeTheBodyBegins(String block) throws Exception {
        WorkflowRun over = fixture.start("node('here') { withCleanKill { sh 'true' } }");
        fixture.end(over, Result.SUCCESS);
        CleanKillConfiguration.get().setDeadBuilds("kill");
        try (StrayProcess left = StrayProcess.of(4000, Origins.of(over))) {
            String log = fixture.end(fixture.start(block + " echo 'BODY'; sh 'true' } }"), Result.SUCCESS);

            assertThat(log)
                    .containsOnlyOnce("[clean-kill] Left here by " + over.getExternalizableId()
                            + ", which is over: sleep (" + left.pid() + "), ")
                    .containsSubsequence(" old; it is ended first", "What was left here has ended", "BODY");
            assertThat(left.ends()).isTrue();
        } finally {
            CleanKillConfiguration.get().setDeadBuilds("report");
        }
    }

    @Test
    void anAbortEndsTheWaitForThoseOfADeadBuild() throws Exception {
        WorkflowRun over = fixture.start("node('here') { withCleanKill { sh 'true' } }");
        fixture.end(over, Result.SUCCESS);
        KillFields patient = new KillFields();
        patient.setSoftKillSeconds(300);
        CleanKillConfiguration.get().setDefaults(patient);
        CleanKillConfiguration.get().setDeadBuilds("kill");
        try (StrayProcess left = StrayProcess.stubborn(Origins.of(over))) {
            WorkflowRun build = fixture.start("node('here') { withCleanKill { echo 'BODY' } }");
            fixture.await(" ended first", build);
            Alice.aborts(build);

            assertThat(fixture.end(build, Result.ABORTED)).doesNotContain("BODY\n");
            assertThat(left.isAlive()).isTrue();
        } finally {
            CleanKillConfiguration.get().setDeadBuilds("report");
            CleanKillConfiguration.get().setDefaults(new KillFields());
        }
    }

    @Test
    void whatAStepInAThreadLeftIsEndedToo() throws Exception {
        String log = block("", DAEMON.replace("sh '", "launchInThread '"), Result.SUCCESS);

        assertThat(log).containsSubsequence("[clean-kill] Still running at the end: SIGTERM to", "d-finished");
    }

    @Test
    void whatOnlyLooksLikeTheBlocksIsNamedAndLeft() throws Exception {
        String log = fixture.end(
                fixture.start("node('here') { withCleanKill { sh '''" + OwnControlGroup.DAEMON
                        + "''' }; sh 'kill $(cat $MARKERS/up) && echo IT LIVED' }"),
                Result.SUCCESS);

        assertThat(log.lines().filter(line -> line.contains("looks like this build's")))
                .singleElement()
                .asString()
                .endsWith("; it is left running");
        assertThat(log).contains("\nIT LIVED");
        fixture.awaitNobody();
    }

    @Test
    void whatOnlyTheControlGroupTellsIsEndedToo() throws Exception {
        try (OwnControlGroup on = OwnControlGroup.assumed()) {
            String log = block("", "sh '''" + OwnControlGroup.DAEMON + "''' ", Result.SUCCESS);

            assertThat(log)
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to (sh|sleep) \\(\\d+\\)")
                    .containsPattern("\\[clean-kill] Over after \\d\\.\\d s: 1 ended by itself, 0 killed, 0 left");
            fixture.awaitNobody();
        }
    }

    @Test
    void aSecondTryMeetsNothingOfTheFirst() throws Exception {
        String log = fixture.end(
                fixture.start("node('here') { retry(2) { sh 'echo there is $(ls $MARKERS)'; withCleanKill { " + DAEMON
                        + "; error 'again' } } }"),
                Result.FAILURE);

        assertThat(log.lines().filter(line -> line.startsWith("there is ")).map(line -> line.contains("d-finished")))
                .containsExactly(false, true);
    }

    @Test
    void aReportLeavesThemAliveAndNamesThem() throws Exception {
        String log = block("leftovers: 'report'", DAEMON, Result.SUCCESS);

        assertThat(log).containsPattern("\\[clean-kill] tool \\(\\d+\\) is left running \\(leftovers: report\\)");
        stillLives();
    }

    @Test
    void anUnstableBlockShowsItsStep() throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill(leftovers: 'unstable') { " + DAEMON + " } }");
        fixture.end(build, Result.UNSTABLE);

        assertThat(new DepthFirstScanner()
                        .allNodes(build.getExecution()).stream()
                                .filter(node -> node.getDisplayFunctionName().equals("withCleanKill"))
                                .filter(node -> node.getAction(WarningAction.class) != null))
                .isNotEmpty();
    }

    @Test
    void whatFailsByItselfKeepsItsFailure() throws Exception {
        String log = block("leftovers: 'fail'", DAEMON + "; error 'of my own'", Result.FAILURE);

        assertThat(log).contains("ERROR: of my own").doesNotContain("Processes of the block were still running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JENKINS_NODE_COOKIE", "BUILD_ID"})
    void theMarksThatUsersKnowKeepAProcess(String variable) throws Exception {
        String log =
                block("leftovers: 'fail'", DAEMON.replace("sh '", "sh '" + variable + "=dontKillMe "), Result.SUCCESS);

        assertThat(log).containsPattern("\\[clean-kill] tool \\(\\d+\\) is kept: " + variable + "=dontKillMe in its");
        stillLives();
    }

    @Test
    void aGlobKeepsAProcess() throws Exception {
        String log = block("keep: ['*/tool d*']", DAEMON, Result.SUCCESS);

        assertThat(log).containsPattern("\\[clean-kill] tool \\(\\d+\\) is kept: keep: \\*/tool d\\*");
        stillLives();
    }

    @Test
    void anOuterBlockFindsWhatAnInnerOneLeft() throws Exception {
        String log = block(
                "", "withCleanKill(leftovers: 'report') { " + DAEMON + " }; echo 'between the ends'", Result.SUCCESS);

        assertThat(log)
                .containsSubsequence(
                        "is left running (leftovers: report)", "between the ends", "Still running at the end: SIGTERM");
    }

    @Test
    void aNeighbourOnTheSameAgentIsLeftAlone() throws Exception {
        WorkflowRun neighbour = fixture.start("node('here') { sh '$MARKERS/tool n 0.1 & wait' }");
        fixture.await("n READY", neighbour);

        block("", DAEMON, Result.SUCCESS);

        assertThat(fixture.marked("n-stopping")).isFalse();
        Alice.aborts(neighbour);
        fixture.end(neighbour, Result.ABORTED);
    }

    @Test
    void aQuietBlockSaysNothing() throws Exception {
        assertThat(block("", "sh 'true'; sh 'sleep 0.1 & wait'", Result.SUCCESS))
                .doesNotContain("[clean-kill]");
    }

    @Test
    void blocksOfAllKindsMayStandAroundAndWithin() throws Exception {
        WorkflowRun build = fixture.start("""
                node('here') {
                    retry(2) { catchError(buildResult: 'UNSTABLE', stageResult: 'UNSTABLE') { withCleanKill {
                        dir('deep') { withEnv(['A=b']) { script {
                            warnError('in vain') { %s; sh 'exit 3' }
                        } } }
                        error 'at the end'
                    } } }
                    sh 'ls $MARKERS'
                }""".formatted(DAEMON));

        String log = fixture.end(build, Result.UNSTABLE);

        assertThat(log).contains("in vain", "at the end", "d-finished");
    }

    @Test
    void stepsThatAreTerminatedForciblyLeaveNoProcess() throws Exception {
        WorkflowRun build = fixture.start(
                "node('here') { try { withCleanKill { sh '$MARKERS/tool t 0.1' } } finally { sh 'ls $MARKERS'; sleep 2 } }");
        fixture.await("t READY", build);

        build.doTerm();

        assertThat(fixture.end(build, Result.ABORTED))
                .containsSubsequence("[clean-kill] Still running at the end: SIGTERM", "t-finished");
    }

    @Test
    void aHardKillOfTheRunEndsItsProcesses() throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { sh '$MARKERS/tool t 0.1' } }");
        fixture.await("t READY", build);

        build.doKill();
        fixture.end(build, Result.ABORTED);

        fixture.awaitQuiet();
        assertThat(fixture.marked("t-finished")).isTrue();
        exceptions.expectThatOfAHardKill();
        fixture.end(fixture.start("sleep 2"), Result.SUCCESS); // others have complained by then
    }

    /** The process was wanted; the test ends it. */
    private void stillLives() throws Exception {
        assertThat(fixture.alive()).isNotEmpty();
        fixture.clear();
    }

    @Test
    void secretsOfEveryStepAreMaskedInTheSweepAndInTheReport() throws Exception {
        PipelineFixture.addSecret("first", "hush-hush");
        PipelineFixture.addSecret("second", "a-secret-longer-than-a-process-name");
        PipelineFixture.addSecret("third", "whisper");
        WorkflowRun build = fixture.start(
                """
                node('here') {
                    withCleanKill(softKillSeconds: 1) {
                        withCredentials([string(credentialsId: 'first', variable: 'S')]) { %s }
                        withCredentials([string(credentialsId: 'second', variable: 'S')]) { %<s }
                        withCredentials([string(credentialsId: 'third', variable: 'S')]) { sh 'true' }
                    }
                }""".formatted("sh 'cp $MARKERS/stubborn \"$MARKERS/$S\"; \"$MARKERS/$S\" x > \"$MARKERS/log-$S\" &"
                        + " until grep -q READY \"$MARKERS/log-$S\"; do sleep 0.1; done'"));

        String log = fixture.end(build, Result.SUCCESS);

        assertThat(log)
                .contains("[clean-kill] Still running at the end: SIGTERM to")
                .containsPattern("\\[clean-kill] \\*+ \\(\\d+\\) ignores SIGTERM; killed after")
                .doesNotContain("hush-hush", "a-secret-longer");
        assertThat(build.getAction(CleanKillAction.class)).isNotNull();
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                assertThat(Files.readString(file)).contains("****").doesNotContain("hush-hush", "a-secret-longer");
            }
        }
    }
}
