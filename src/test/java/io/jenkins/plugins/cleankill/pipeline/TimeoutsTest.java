package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.pipeline.log.DurableStep;
import io.jenkins.plugins.cleankill.testing.Alice;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Windows against Jenkins' own timeouts: durable-task's 20 s, the 60 s that {@code timeout} gives its body (5 s in a test),
 * and the patience of people.
 */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class TimeoutsTest extends PipelineTestBase {

    private static final long REMOTE_TIMEOUT = DurableTaskStep.REMOTE_TIMEOUT;

    @AfterEach
    void theClockIsPutBack() {
        long left = DurableTaskStep.REMOTE_TIMEOUT;
        DurableTaskStep.REMOTE_TIMEOUT = REMOTE_TIMEOUT;
        System.clearProperty(DurableStep.KEEP_REMOTE_TIMEOUT);
        assertThat(left).isEqualTo(REMOTE_TIMEOUT);
    }

    /** durable-task's timeout also limits each look at each step: a hung agent would stall the looks at all others. */
    @Test
    void aStoppedStepHasItsWindowAndTheClockOfAllOthersStays() throws Exception {
        DurableTaskStep.REMOTE_TIMEOUT = 4;
        WorkflowRun plain = fixture.start("node('here') { sh '$MARKERS/stubborn plain' }");
        WorkflowRun build =
                fixture.start("node('here') { withCleanKill(softKillSeconds: 300) { sh '$MARKERS/tool t 8' } }");
        fixture.await("plain READY", plain);
        fixture.await("t READY", build);
        assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(4);

        Alice.aborts(plain);
        Alice.aborts(build);

        assertThat(fixture.end(plain, Result.ABORTED)).contains("After 4s process did not stop");
        assertThat(fixture.end(build, Result.ABORTED)).contains("t FINISHED").doesNotContain("process did not stop");
        assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(4);
        DurableTaskStep.REMOTE_TIMEOUT = REMOTE_TIMEOUT;
        fixture.clear(); // plain outlives its step, as it does without us
    }

    @Test
    void aWindowIsLongerThanTheClockOfDurableTask() throws Exception {
        String log = aborted(30, 22);

        assertThat(log).containsPattern("Over after 2[2-9]\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left");
    }

    /** By hand: {@code -Dclean-kill.long-windows=true}. */
    @ParameterizedTest
    @ValueSource(ints = {60, 300})
    @EnabledIfSystemProperty(named = "clean-kill.long-windows", matches = "true")
    void aLongWindowIsUsedToItsEnd(int seconds) throws Exception {
        String log = aborted(seconds, seconds - 2);

        assertThat(log).containsPattern("Over after " + (seconds - 2) + "\\.\\d s: \\d+ ended by themselves, 0 killed");
    }

    private String aborted(int window, int needed) throws Exception {
        String log = abortAt(
                "t READY",
                "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKERS/tool t %d' } }"
                        .formatted(window, needed));
        assertThat(log).containsOnlyOnce("t FINISHED").doesNotContain("process did not stop");
        return log;
    }

    @Test
    void whereTheClockMustNotBeRaisedTheBlockFollowsTheLogAfterTheCut() throws Exception {
        System.setProperty(DurableStep.KEEP_REMOTE_TIMEOUT, "true");
        DurableTaskStep.REMOTE_TIMEOUT = 3;
        String log = abortAt("c READY", """
            node('here') {
                try { withCleanKill(softKillSeconds: 60) { sh '$MARKERS/counter c 80' } }
                finally { echo 'after the block' }
            }\
            """);
        assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(3);
        DurableTaskStep.REMOTE_TIMEOUT = REMOTE_TIMEOUT;

        assertThat(linesOf("c", log)).isEqualTo(lines("c", 80));
        assertThat(log)
                .containsSubsequence(
                        "After 3s process did not stop", "c FINISHED", "[clean-kill] Over after", "after the block");
        assertThat(root.resolve("here").toFile()).isDirectoryNotContaining("glob:**-clean-kill.txt");
    }

    private static List<String> lines(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> name + " line " + i)
                .toList();
    }

    private static List<String> linesOf(String name, String log) {
        return log.lines().filter(line -> line.startsWith(name + " line ")).toList();
    }

    @Test
    void aWindowLongerThanTheGraceOfTimeoutIsAnnouncedAndTheBlockEndsLastAllTheSame() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') {
                try { timeout(time: 5, unit: 'SECONDS') { withCleanKill(softKillSeconds: 70) {
                    sh '$MARKERS/counter c 100'
                } } }
                finally { sh 'ls $MARKERS' }
            }\
            """);

        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsSubsequence(
                        "timeout ends its steps by force 5 s after it has expired, the windows may last 70 s",
                        "SIGTERM to",
                        "terminating with extreme prejudice",
                        "c FINISHED",
                        "[clean-kill] Over after",
                        "c-finished");
        assertThat(linesOf("c", log)).isEqualTo(lines("c", 100));
    }

    @Test
    void aBlockThatWaitsKillsBeforeTimeoutEndsItByForce() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') {
                try { timeout(time: 5, unit: 'SECONDS') { withCleanKill(softKillSeconds: 70) {
                    launchInThread '$MARKERS/tool t 60'
                } } }
                finally { echo 'after the block' }
            }\
            """);

        assertThat(fixture.end(build, Result.ABORTED))
                .containsSubsequence(
                        "t stopping",
                        "timeout is about to end this block by force",
                        "[clean-kill] Over after",
                        "after the block")
                .doesNotContain("extreme prejudice");
    }

    @Test
    void aBodyThatDoesNotRespondIsEndedByTimeoutAsEver() throws Exception {
        WorkflowRun build = fixture.start("timeout(time: 1, unit: 'SECONDS') { withCleanKill { unresponsive() } }");

        assertThat(fixture.end(build, Result.ABORTED))
                .contains("terminating with extreme prejudice", "Timeout has been exceeded")
                .doesNotContain("[clean-kill]");
    }

    @Test
    void aTimeoutThatExpiresInAWindowIsNoSecondAbort() throws Exception {
        String log = abortAt("t READY", """
            node('here') { timeout(time: 10, unit: 'SECONDS') {
                withCleanKill(softKillSeconds: 60) { sh '$MARKERS/tool t 12' }
            } }\
            """);

        assertThat(log).contains("Cancelling nested steps due to timeout").doesNotContain("Aborted again");
        assertThat(fixture.marked("t-finished")).isTrue();
    }

    @Test
    void aSecondAbortKillsNow() throws Exception {
        WorkflowRun build =
                fixture.start("node('here') { withCleanKill(softKillSeconds: 100) { sh '$MARKERS/tool t 99' } }");
        fixture.await("t READY", build);
        Alice.aborts(build);
        fixture.await("t stopping", build);
        fixture.await("[clean-kill] waiting for", build);

        assertThat(fixture.abortAt("waiting for", build))
                .containsPattern("\\[clean-kill] Aborted again: killing \\d process(es)? now")
                .containsPattern("\\[clean-kill] tool \\(\\d+\\) .*; killed after")
                .doesNotContain("t FINISHED");
    }

    @Test
    void anAbortInTheWindowOfATimeoutKillsNow() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') { withCleanKill(softKillSeconds: 100) {
                timeout(time: 5, unit: 'SECONDS') { sh '$MARKERS/tool t 99' }
            } }\
            """);

        assertThat(fixture.abortAt("t stopping", build))
                .containsPattern("\\[clean-kill] Timeout has been exceeded: SIGTERM to")
                .containsPattern("\\[clean-kill] Aborted again: killing \\d process(es)? now")
                .doesNotContain("t FINISHED");
    }

    @Test
    void aTimeoutInOneBranchLeavesTheOtherOnesProcessesAlone() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') {
                parallel(one: {
                    withCleanKill { catchError { timeout(time: 3, unit: 'SECONDS') { sh '$MARKERS/tool one 1' } } }
                    sh ': > "$MARKERS/go"'
                }, two: {
                    withCleanKill { sh 'until [ -e "$MARKERS/go" ]; do sleep 0.1; done; echo two is well' }
                })
            }\
            """);

        assertThat(fixture.end(build, Result.ABORTED)).contains("one FINISHED", "two is well");
    }

    @Test
    void aTimeoutAroundTheBlockWaitsForIt() throws Exception {
        WorkflowRun build = fixture.start("""
            node('here') {
                try {
                    timeout(time: 3, unit: 'SECONDS') { withCleanKill { sh '$MARKERS/tool t 2' } }
                } finally {
                    sh 'ls $MARKERS'
                }
            }\
            """);

        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsOnlyOnce("t FINISHED").contains("t-finished");
        assertThat(log.indexOf("t-finished")).isGreaterThan(log.indexOf("[clean-kill] Over"));
    }

    @Test
    void whatATimeoutStopsAfterAnAbortWasNotStoppedByThePerson() throws Exception {
        String log = abortAt("t READY", """
            node('here') {
                try { withCleanKill { sh '$MARKERS/tool t 0' } }
                finally { catchError { timeout(time: 3, unit: 'SECONDS') { withCleanKill { sh '$MARKERS/tool u 0' } } } }
            }\
            """);

        assertThat(log)
                .containsSubsequence(
                        "[clean-kill] Aborted by alice: SIGTERM", "[clean-kill] Timeout has been exceeded: SIGTERM")
                .containsOnlyOnce("[clean-kill] Aborted by alice");
    }
}
