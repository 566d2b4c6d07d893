package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terminations in a container of which nobody hears any more, and what is found of them later. */
@EnabledOnOs(OS.LINUX)
class CutOffScriptsTest extends ScriptTestBase {

    private static final String GONE_ON = "The termination in the container has gone on meanwhile";

    /** As durable-task starts a script: the guard writes down its end. The tool needs until it finds the mark. */
    private static final String GUARDED = """
            JENKINS_SERVER_COOKIE=durable-1 %s -c '%s -c "
            trap \\"echo STOPPING; until [ -e $MARKERS/go ]; do sleep 0.1; done; echo FINISHED; exit 3\\" TERM
            echo READY; while :; do sleep 0.1; done"
            echo next ran'
            echo written down""";

    private Path own;

    @ParameterizedTest
    @MethodSource("shells")
    void whatCameToItsEndIsToldAgain(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun first = begin(shell, build).cutOff();
            mark();
            first.awaitEnd();

            ContainerRun again = first.resume(cookies(build));
            Outcome outcome = again.end();

            assertEndedWell(build, outcome);
            assertThat(again.log()).first().asString().isEqualTo("[clean-kill] " + GONE_ON);
            assertThat(again.log()).hasSize(2).last().asString().contains("Over after", "0 killed, 0 left");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatStillRunsIsFollowedToItsEnd(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun again = begin(shell, build).cutOff().resume(cookies(build));
            again.awaitLog(GONE_ON);
            mark();

            Outcome outcome = again.end();

            assertEndedWell(build, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void whatStillRunsCanBeHurried(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun again = begin(shell, build).cutOff().resume(cookies(build));
            again.awaitLog("waiting for");

            again.hurry();
            Outcome outcome = again.end();

            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(200));
            assertThat(outcome.count(Ending.KILLED)).isPositive();
            assertThat(build.alive()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatWasKilledIsDoneByTheNext(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun first = begin(shell, build).kill();
            assertThat(build.alive()).anyMatch(process -> process.state() == ProcessState.STOPPED);

            ContainerRun again = first.resume(cookies(build));
            again.awaitLog("cut off, too");
            mark();
            Outcome outcome = again.end();

            assertEndedWell(build, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void aGuardIsLetGoThoughNobodyIsLeft(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun first = begin(shell, build).kill();
            build.alive().stream()
                    .filter(process -> !process.environment().has("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"))
                    .forEach(process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));

            first.resume(cookies(build)).end();

            assertThat(build.output().awaitEnd()).endsWith("written down");
            assertThat(build.alive()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void ofWhatToldNothingOnlyTheRestIsEnded(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell)) {
            ContainerRun never = run(shell).withJournal(own.resolve("journal"));
            ContainerRun again = never.resume(cookies(build));
            again.awaitLog("is not known");
            mark();
            Outcome outcome = again.end();

            assertEndedWell(build, outcome);
        }
    }

    private void assertEndedWell(RealBuild build, Outcome outcome) throws IOException, InterruptedException {
        assertThat(build.output().awaitEnd())
                .containsOnlyOnce("STOPPING")
                .containsSubsequence("FINISHED", "written down")
                .doesNotContain("next ran");
        assertThat(build.alive()).isEmpty();
        assertThat(outcome.processes()).isNotEmpty().allSatisfy(process -> {
            assertThat(process.ending()).isEqualTo(Ending.ENDED);
            assertThat(process.signals().stream().filter(sent -> sent.signal() == Signal.TERM))
                    .hasSizeLessThanOrEqualTo(1);
        });
        assertThat(outcome.rungs()).isNotEmpty();
    }

    private void mark() throws IOException {
        Files.createFile(own.resolve("go"));
    }

    /** A build that has said that it is ready. */
    private RealBuild start(Shell shell) throws IOException, InterruptedException {
        own = Files.createTempDirectory(folder.resolve("work"), "build");
        RealBuild build = RealBuild.start(
                own,
                Map.of("JENKINS_SERVER_COOKIE", "please-do-not-kill-me"),
                container(shell).entering(shell.inline(GUARDED.formatted(shell.command(), shell.command()))));
        build.output().awaitLine("READY");
        return build;
    }

    /** A termination whose first rung has begun, and of which the tool has heard. */
    private ContainerRun begin(Shell shell, RealBuild build) throws IOException, InterruptedException {
        ContainerRun run = run(shell).withJournal(own.resolve("journal")).begin(cookies(build));
        run.awaitLog("SIGTERM to");
        build.output().awaitLine("STOPPING");
        return run;
    }

    private static ContainerRun run(Shell shell) {
        Settings settings = new Settings(
                Ladder.ofSoftKillSeconds(300),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false);
        return run(shell, settings);
    }

    private static Map<String, String> cookies(RealBuild build) {
        Map<String, String> cookies = new HashMap<>(build.cookie().asVariables());
        cookies.put("JENKINS_SERVER_COOKIE", "durable-1");
        return cookies;
    }
}
