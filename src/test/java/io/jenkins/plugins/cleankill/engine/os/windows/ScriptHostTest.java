package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that a script of Windows Script Host has started by {@code Shell.Run} and has not waited for. */
@EnabledOnOs(OS.WINDOWS)
class ScriptHostTest extends WindowsProcessesTestBase {

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatIsKept() throws IOException {
        carrying(system, cookie).forEach(each -> system.signals().send(each.identity(), Signal.KILL));
    }

    @Test
    void isFoundByItsVariablesWhenTheBuildIsOver() throws IOException, InterruptedException {
        build();

        Outcome outcome = terminate();

        assertThat(outcome.processes())
                .anySatisfy(each -> assertThat(each.command()).isEqualToIgnoringCase("java.exe"))
                .allSatisfy(each -> assertThat(each.membership()).isEqualTo(Membership.COOKIE));
        assertThat(outcome.count(Ending.LEFT)).isZero();
        assertThat(carrying(system, cookie)).isEmpty();
    }

    @Test
    void livesOnIfItIsMarked() throws IOException, InterruptedException {
        build("set BUILD_ID=dontKillMe");

        Outcome outcome = terminate();

        assertThat(outcome.count(Ending.KEPT))
                .isEqualTo(outcome.processes().size())
                .isPositive();
        assertThat(carrying(system, cookie)).isNotEmpty();
    }

    /** Runs a batch file to its end, until the program that it has left behind is ready. */
    private void build(String... lines) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("service.bat"), "@" + role() + " >service.log\r\n");
        Files.writeString(
                folder.resolve("start.vbs"),
                "CreateObject(\"WScript.Shell\").Run \"cmd /c " + folder.resolve("service.bat") + "\", 0, False\r\n");
        Files.writeString(
                folder.resolve("build.bat"),
                "@echo off\r\n" + String.join("\r\n", lines) + "\r\ncd /d " + folder
                        + "\r\ncscript //nologo start.vbs\r\n");
        assertThat(start("cmd", "/c", "call", folder.resolve("build.bat").toString())
                        .waitFor())
                .isZero();
        Duration end = system.clock().elapsed().plus(LONG);
        while (!serviceLog().contains("READY it")) {
            assertThat(system.clock().elapsed()).isLessThan(end);
            waiter.pause(Duration.ofMillis(20));
        }
    }

    private static String role() {
        return "\"" + ProcessHandle.current().info().command().orElseThrow() + "\" -XX:TieredStopAtLevel=1 -cp \""
                + System.getProperty("java.class.path") + "\" " + WindowsRole.class.getName() + " tool it";
    }

    private String serviceLog() throws IOException {
        Path log = folder.resolve("service.log");
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1) : "";
    }

    private Outcome terminate() throws IOException {
        return new CleanKill(system, new TerminationRequest(Scope.of(cookie), Settings.DEFAULT, Veto.NONE, event -> {}))
                .terminate();
    }
}
