package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Batch files, aborted while a tool works that needs 1.2 s to shut down. */
@EnabledOnOs(OS.WINDOWS)
class BatchFilesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final WindowsSystem system = new WindowsSystem();
    private final Cookie cookie = Cookie.random();
    private final List<String> log = new ArrayList<>();
    private Process process;

    @TempDir
    private Path folder;

    @AfterEach
    void nobodyIsLeft() throws IOException, InterruptedException {
        List<ProcessInfo> left = alive();
        left.forEach(each -> system.signals().send(each.identity(), Signal.KILL));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(left).isEmpty();
    }

    @Test
    void theToolFinishesAndTheNextLineDoesNotRun() throws IOException {
        Outcome outcome = abort("TERM 30s", List.of("it"), role("tool", "it"), "echo NEXT");

        assertThat(output()).contains("shutdown 3 it", "FINISHED it").doesNotContain("NEXT");
        assertThat(output()).noneMatch(line -> line.contains("(Y/N)"));
        assertThat(count(outcome, Ending.KILLED)).isZero();
        assertThat(log.get(0))
                .contains("Ctrl+C to java.exe")
                .contains("then cmd.exe")
                .doesNotContain("SIG");
    }

    @Test
    void aBatchFileWithinABatchFileRunsNoNextLineEither() throws IOException {
        Files.writeString(
                folder.resolve("inner.bat"), "@echo off\r\n" + role("tool", "it") + "\r\necho INNER NEXT\r\n");

        Outcome outcome = abort("TERM 30s", List.of("it"), "cmd /c inner.bat", "echo OUTER NEXT");

        assertThat(output()).contains("FINISHED it").noneMatch(line -> line.contains("NEXT"));
        assertThat(count(outcome, Ending.KILLED)).isZero();
    }

    @Test
    void aDaemonThatHoldsTheOutputAndIgnoresCtrlCIsEnded() throws IOException {
        Outcome outcome = abort(
                "TERM 4s",
                List.of("daemon", "it"),
                "start /b \"\" " + role("stubborn", "daemon"),
                role("tool", "it"),
                "echo NEXT");

        assertThat(output()).contains("FINISHED it").doesNotContain("NEXT");
        assertThat(count(outcome, Ending.LEFT)).isZero();
        assertThat(count(outcome, Ending.KILLED)).isEqualTo(1);
    }

    @Test
    void aToolThatIgnoresCtrlCIsEndedByForceAndTheNextLineDoesNotRun() throws IOException {
        Outcome outcome = abort("TERM 2s", List.of("it"), role("stubborn", "it"), "echo NEXT");

        assertThat(output()).doesNotContain("NEXT");
        assertThat(count(outcome, Ending.KILLED)).isEqualTo(1);
        assertThat(log).noneMatch(line -> line.contains("SIG"));
    }

    @Test
    void aSignalThatHasNoEqualIsNotWaitedFor() throws IOException {
        Outcome outcome = abort("USR1 60s, INT 30s", List.of("it"), role("tool", "it"), "echo NEXT");

        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(50));
        assertThat(log).anyMatch(line -> line.contains("SIGUSR1 is not waited for: this system has nothing like it"));
        assertThat(output()).contains("FINISHED it").doesNotContain("NEXT");
    }

    private Outcome abort(String ladder, List<String> readers, String... lines) throws IOException {
        Path script = folder.resolve("build.bat");
        Files.writeString(script, "@echo off\r\n" + String.join("\r\n", lines) + "\r\n");
        ProcessBuilder builder = new ProcessBuilder("cmd", "/c", "call", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().putAll(cookie.asVariables());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.start();
        process.getOutputStream().close();
        awaitReady(readers);
        Settings settings =
                new Settings(Ladder.parse(ladder), Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
        LogLines logLines = new LogLines("Aborted by alice", settings.ladder().in(system.signals()::named), log::add);
        return new CleanKill(system, new TerminationRequest(Scope.of(cookie), settings, Veto.NONE, logLines))
                .terminate();
    }

    private static String role(String kind, String name) {
        return "\"" + ProcessHandle.current().info().command().orElseThrow() + "\" -XX:TieredStopAtLevel=1 "
                + WindowsRole.class.getName() + " " + kind + " " + name;
    }

    private void awaitReady(List<String> names) throws IOException {
        Duration end = system.clock().elapsed().plus(LONG);
        try (var waiter = system.newExitWaiter()) {
            while (!output().containsAll(names.stream().map("READY "::concat).toList())) {
                assertThat(system.clock().elapsed()).as(output().toString()).isLessThan(end);
                waiter.pause(Duration.ofMillis(20));
            }
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private List<String> output() throws IOException {
        return new String(Files.readAllBytes(log()), StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .toList();
    }

    private List<ProcessInfo> alive() throws IOException {
        return WindowsProcessesTestBase.carrying(system, cookie);
    }

    private static int count(Outcome outcome, Ending ending) {
        return outcome.count(ending);
    }
}
