package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An abort in a container: pressed again, with processes that are kept, among strangers. */
@EnabledOnOs(OS.LINUX)
class ContainerScriptsTest extends ScriptTestBase {

    private static List<String> names(RealBuild build) throws IOException {
        return build.alive().stream()
                .map(info -> info.name() + " " + info.state())
                .toList();
    }

    @Test
    void aSecondAbortKillsNow() throws IOException, InterruptedException {
        try (RealBuild build = inContainer(Shell.BUSYBOX, "trap '' TERM; echo READY; while :; do sleep 0.1; done")) {
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

    private static RealBuild inContainer(Shell shell, String text) throws IOException {
        Path own = Files.createTempDirectory(folder.resolve("work"), "build");
        return RealBuild.start(own, Map.of(), container(shell).entering(shell.inline(text)));
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
