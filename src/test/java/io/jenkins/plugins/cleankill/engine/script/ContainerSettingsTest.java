package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.DumpSignals;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.engine.settings.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings mean in a container what they mean elsewhere: rungs, delivery, thread dumps. */
@EnabledOnOs(OS.LINUX)
class ContainerSettingsTest extends ScriptTestBase {

    /** A parent that would go on, and a child that needs a moment to finish. */
    private static final String FAMILY =
            "%s -c 'trap \"echo STOPPING; sleep 0.3; echo FINISHED; exit 3\" TERM; echo READY; while :; do sleep 0.1; done'";

    @ParameterizedTest
    @MethodSource("shells")
    void oneRungComesAfterTheOther(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(
                shell, "trap '' INT; trap 'echo STOPPING; exit 3' TERM; echo READY; while :; do sleep 0.1; done")) {
            ContainerRun run = run(shell, "INT 1s, TERM 60s", Delivery.STRUCTURED, false);

            Outcome outcome = run.begin(build.cookie()).end();

            assertThat(build.output().awaitEnd()).endsWith("STOPPING");
            assertThat(outcome.rungs()).extracting(Outcome.RungRecord::signal).containsExactly(Signal.INT, Signal.TERM);
            assertThat(told(outcome.processes().get(0))).containsExactly(Signal.INT, Signal.TERM);
            assertThat(run.log())
                    .anyMatch(line -> line.contains("SIGINT to") && line.contains("then SIGTERM"))
                    .anyMatch(line -> line.contains("] SIGTERM to"));
            assertEnded(build, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void toAllMeansThatNobodyIsHeld(Shell shell) throws IOException, InterruptedException {
        try (RealBuild build = start(shell, FAMILY.formatted(shell.command()) + "; echo next ran")) {
            Outcome outcome = run(shell, "TERM 60s", Delivery.ALL, false)
                    .begin(build.cookie())
                    .end();

            assertThat(signalsTo(outcome, 0)).containsExactly(Signal.TERM);
            assertThat(signalsTo(outcome, 1)).containsExactly(Signal.TERM);
            assertThat(build.output().awaitEnd()).contains("FINISHED").doesNotContain("next ran");
            assertEnded(build, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("oneInEach")
    void toTheMainProcessMeansToNobodyElse(Shell shell) throws IOException, InterruptedException {
        String forwarding = FAMILY.formatted(shell.command())
                + " & child=$!; trap 'kill -TERM $child; wait $child; echo forwarded; exit 3' TERM; wait";
        try (RealBuild build = start(shell, forwarding)) {
            Outcome outcome = run(shell, "TERM 60s", Delivery.MAIN, false)
                    .begin(build.cookie())
                    .end();

            assertThat(signalsTo(outcome, 0)).containsExactly(Signal.TERM);
            assertThat(outcome.processes().stream().skip(1))
                    .allSatisfy(process -> assertThat(process.signals()).isEmpty());
            assertThat(build.output().awaitEnd()).containsSubsequence("STOPPING", "FINISHED", "forwarded");
            assertEnded(build, outcome);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Shell.class,
            names = {"DASH", "BASH"})
    void whatIsCalledJavaIsAskedForItsThreadsFirst(Shell shell) throws IOException, InterruptedException {
        Path java = Files.createTempDirectory(folder.resolve("work"), "jdk").resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                trap 'echo DUMP' QUIT
                trap 'echo STOPPING; over=1' TERM
                echo READY
                until [ "$over" ]; do sleep 0.1; done
                exit 143
                """);
        java.toFile().setExecutable(true);
        try (RealBuild build = start(shell, "trap : QUIT; " + java + "; echo next ran")) {
            Outcome outcome = run(shell, "TERM 60s", Delivery.STRUCTURED, true)
                    .begin(build.cookie())
                    .end();

            assertThat(outcome.processes().stream()
                            .filter(process -> process.command().equals("java")))
                    .singleElement()
                    .satisfies(process -> assertThat(told(process)).containsExactly(Signal.QUIT, Signal.TERM));
            assertThat(build.output().awaitEnd()).contains("DUMP", "STOPPING").doesNotContain("next ran");
            assertEnded(build, outcome);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatCatchesADumpSignalIsAskedByItAndNothingElse(Shell shell) throws IOException, InterruptedException {
        String asked =
                "trap 'echo DUMP' TTIN; trap 'echo STOPPING; exit 3' TERM; echo READY; while :; do sleep 0.1; done";
        try (RealBuild build = start(shell, asked)) {
            ContainerRun run = run(shell, asking("TTIN, USR2"));

            Outcome outcome = run.begin(build.cookie()).end();

            assertThat(told(outcome.processes().get(0))).containsExactly(Signal.TTIN, Signal.TERM);
            assertThat(outcome.processes().stream().skip(1))
                    .allSatisfy(process -> assertThat(told(process)).doesNotContain(Signal.TTIN, Signal.USR2));
            assertThat(build.output().awaitEnd()).containsSubsequence("DUMP", "STOPPING");
            assertThat(run.log())
                    .filteredOn(line -> line.contains("Asked to print what hangs"))
                    .singleElement()
                    .asString()
                    .contains("SIGTTIN to ");
            assertEnded(build, outcome);
        }
    }

    private static Settings asking(String signals) {
        return new Settings(
                Ladder.parse("TERM 60s"),
                Delivery.STRUCTURED,
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false,
                DumpSignals.parse(signals),
                Sources.UNKNOWN);
    }

    private static List<Signal> signalsTo(Outcome outcome, int number) {
        return outcome.processes().get(number).signals().stream()
                .map(SignalRecord::signal)
                .toList();
    }

    /** Without those of a blink: at times it has a child, and is frozen before it. */
    private static List<Signal> told(ProcessRecord process) {
        return process.signals().stream()
                .map(SignalRecord::signal)
                .filter(signal -> signal != Signal.STOP && signal != Signal.CONT)
                .toList();
    }

    private static void assertEnded(RealBuild build, Outcome outcome) throws IOException, InterruptedException {
        assertThat(build.alive()).isEmpty();
        assertThat(outcome.count(Ending.KILLED) + outcome.count(Ending.LEFT)).isZero();
    }

    /** A build that has said that it is ready. */
    private static RealBuild start(Shell shell, String text) throws IOException, InterruptedException {
        RealBuild build = RealBuild.start(
                Files.createTempDirectory(folder.resolve("work"), "build"),
                Map.of(),
                container(shell).entering(shell.inline(text)));
        build.output().awaitLine("READY");
        return build;
    }

    private static ContainerRun run(Shell shell, String ladder, Delivery delivery, boolean dumpThreads) {
        Settings settings = new Settings(
                Ladder.parse(ladder), delivery, Settings.DEFAULT.leftovers(), Settings.DEFAULT.keep(), dumpThreads);
        return run(shell, settings);
    }
}
