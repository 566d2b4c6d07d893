package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of {@code examples/}, aborted in a container while they work. dash and bash see the machine's files there,
 * busybox has nothing but itself.
 */
@EnabledOnOs(OS.LINUX)
class ContainerScriptsTest extends ScriptTestBase {

    private static final String STUBBORN = "11-ignores-term";

    private static Path examples;

    /** A script under a shell; the same shell ends it. */
    record Case(String script, Shell shell) {
        @Override
        public String toString() {
            return script + " under " + shell;
        }
    }

    @BeforeAll
    static void copyExamples() throws IOException {
        examples = Files.createDirectories(folder.resolve("work/examples"));
        for (Path file : files()) {
            Files.copy(file, examples.resolve(file.getFileName()));
        }
    }

    private static List<Path> files() throws IOException {
        Path source = Stream.of("examples", "../examples")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.list(source)) {
            return files.sorted().toList();
        }
    }

    static Stream<Case> cases() throws IOException {
        return files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("\\d\\d-.*\\.sh"))
                .map(name -> name.substring(0, name.length() - 3))
                .flatMap(script -> shells().map(shell -> new Case(script, shell)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAbortedScriptEndsAsItShould(Case run) throws IOException, InterruptedException {
        boolean stubborn = run.script().equals(STUBBORN);
        try (RealBuild build = start(run.script(), run.shell())) {
            build.output()
                    .await(lines -> lines.contains("READY") || lines.stream().anyMatch(l -> l.startsWith("needs")));
            assumeTrue(
                    build.output().lines().contains("READY"),
                    () -> String.join(" ", build.output().lines()));

            ContainerRun abort = run(run.shell(), settings(stubborn ? 2 : 20)).begin(build.cookie());
            Outcome outcome = abort.end();

            assertThat(names(build)).isEmpty();
            assertThat(build.output().awaitEnd()).as("%s", abort.log()).doesNotContain("next ran");
            assertThat(build.hasMark("next-ran")).isFalse();
            assertThat(outcome.processes()).allSatisfy(ContainerScriptsTest::assertTreatedWell);
            assertThat(container(run.shell()).isRunning()).isTrue();
            if (stubborn) {
                assertThat(abort.log())
                        .anyMatch(line -> line.matches(
                                "\\[clean-kill] \\S+ \\(\\d+\\) ignores SIGTERM; killed after [2-9]\\.\\d s"));
            } else {
                assertThat(build.output().lines()).endsWith(run.script().startsWith("05") ? "cleaned up" : "FINISHED");
                assertThat(outcome.count(Ending.KILLED)).as("%s", abort.log()).isZero();
            }
        }
    }

    private static List<String> names(RealBuild build) throws IOException {
        return build.alive().stream()
                .map(info -> info.name() + " " + info.state())
                .toList();
    }

    private static void assertTreatedWell(ProcessRecord process) {
        assertThat(times(process, Signal.TERM)).as("SIGTERM to %s", process).isLessThanOrEqualTo(1);
        assertThat(times(process, Signal.STOP))
                .as("held: %s", process)
                .isLessThanOrEqualTo(times(process, Signal.CONT));
    }

    private static long times(ProcessRecord process, Signal signal) {
        return process.signals().stream()
                // What has ended before it could be stopped needs no SIGCONT; what has ended since gets it in vain
                .filter(sent -> sent.signal() == signal && (sent.result() == Result.SENT || signal == Signal.CONT))
                .count();
    }

    @Test
    void aSecondAbortKillsNow() throws IOException, InterruptedException {
        try (RealBuild build = start(STUBBORN, Shell.BUSYBOX)) {
            build.output().awaitLine("READY");
            ContainerRun abort = run(Shell.BUSYBOX, settings(300)).begin(build.cookie());
            abort.awaitLog("SIGTERM to");

            abort.hurry();

            Outcome outcome = abort.end();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(200));
            assertThat(abort.log()).anyMatch(line -> line.contains("Aborted again: killing"));
            assertThat(names(build)).isEmpty();
        }
    }

    @Test
    void whatIsWantedIsKeptAndWhatIsOnlyReportedLives() throws IOException, InterruptedException {
        try (RealBuild build = inContainer(
                Shell.BUSYBOX,
                "BUILD_ID=dontKillMe sleep 1001 & sleep 1002 & (exec sleep 1003) & sleep 1004 & echo READY; wait")) {
            build.output().awaitLine("READY");
            Settings settings = new Settings(
                    Ladder.ofSoftKillSeconds(20),
                    Settings.DEFAULT.delivery(),
                    Settings.DEFAULT.leftovers(),
                    new KeepPatterns(List.of("{adb,sleep 1002}", "*1003")),
                    false);

            Outcome before = run(Shell.BUSYBOX, settings).survey(build.cookie()).end();
            Outcome after = run(Shell.BUSYBOX, settings).begin(build.cookie()).end();

            assertThat(before.count(Ending.LEFT)).isEqualTo(2);
            assertThat(before.count(Ending.KEPT)).isEqualTo(3);
            assertThat(after.processes())
                    .filteredOn(process -> process.ending() == Ending.KEPT)
                    .extracting(ProcessRecord::why)
                    .containsExactlyInAnyOrder(
                            "BUILD_ID=dontKillMe in its environment", "keep: sleep 1002", "keep: *1003");
            assertThat(after.count(Ending.ENDED)).isEqualTo(2);
            assertThat(names(build)).hasSize(3).allMatch(name -> name.startsWith("sleep"));
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void manyStrangersAreSpared(Shell shell) throws IOException, InterruptedException {
        Container container = container(shell);
        Process strangers = new ProcessBuilder(
                        container.entering(
                                shell.inline(
                                        "for i in 1 2 3 4 5 6 7 8 9 0; do sleep 2001 & sleep 2002 & sleep 2003 & done; echo READY; wait")))
                .start();
        assertThat(strangers.inputReader().readLine()).isEqualTo("READY");
        try (RealBuild build = inContainer(shell, "sleep 1001 & sleep 1002 & echo READY; wait")) {
            build.output().awaitLine("READY");

            Outcome outcome = run(shell, settings(20)).begin(build.cookie()).end();

            assertThat(outcome.processes())
                    .extracting(ProcessRecord::ending)
                    .containsOnly(Ending.ENDED)
                    .hasSize(3);
            assertThat(names(build)).isEmpty();
            assertThat(strangers.descendants().filter(ProcessHandle::isAlive)).hasSize(31);
        } finally {
            strangers.descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private RealBuild start(String script, Shell shell) throws IOException, InterruptedException {
        return start(shell, shell.running(examples.resolve(script + ".sh").toString()));
    }

    private RealBuild inContainer(Shell shell, String text) throws IOException {
        return start(shell, shell.inline(text));
    }

    private RealBuild start(Shell shell, List<String> words) throws IOException {
        Path own = Files.createTempDirectory(folder.resolve("work"), "build");
        return RealBuild.start(
                own,
                Map.of("CK_SHELL", shell.command(), "EXAMPLES", examples.toString()),
                container(shell).entering(words));
    }

    private static Settings settings(int softKillSeconds) {
        return new Settings(
                Ladder.ofSoftKillSeconds(softKillSeconds),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false);
    }
}
