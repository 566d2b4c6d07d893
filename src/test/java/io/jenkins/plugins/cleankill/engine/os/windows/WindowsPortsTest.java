package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.WINDOWS)
class WindowsPortsTest extends WindowsProcessesTestBase {

    @Test
    void jnaIsThere() {
        assertThat(WindowsSystem.whyNot()).isEmpty();
        assertThat(system.limitations()).isEmpty();
    }

    @Test
    void aProcessIsInTheTableWithItsParentAndItsEnvironment() throws IOException {
        ProcessInfo sleeper = info(sleeper());

        assertThat(sleeper.parent()).isEqualTo(system.processes().ownPid());
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(sleeper.environment().hasAll(cookie.asVariables())).isTrue();
        assertThat(sleeper.environment().hasAll(Cookie.random().asVariables())).isFalse();
        assertThat(system.processes()
                        .read(id -> false)
                        .find(sleeper.identity())
                        .orElseThrow()
                        .environment())
                .isEqualTo(Environment.NOT_READ);
    }

    @Test
    void detailsTellProgramAndArguments() throws IOException {
        ProcessDetails details = system.processes().details(sleeper()).orElseThrow();

        assertThat(details.executable().orElseThrow()).endsWithIgnoringCase("\\ping.exe");
        assertThat(details.commandLine().arguments()).endsWith("-n", "600", "127.0.0.1");
    }

    @Test
    void birthsLieBetweenMoments() throws IOException {
        Moment before = system.processes().now();
        ProcessIdentity sleeper = sleeper();

        assertThat(sleeper.start()).isGreaterThanOrEqualTo(before.tick());
        assertThat(system.processes().now().isAfterBirthOf(sleeper)).isTrue();
    }

    @Test
    void ctrlCEndsAProgramThatHasNoHandler() throws IOException {
        ProcessIdentity sleeper = sleeper();
        ProcessIdentity other = sleeper();

        assertThat(system.signals().send(sleeper, Signal.CTRL_C)).isEqualTo(Result.SENT);

        assertThat(waiter.await(Set.of(sleeper, other), LONG)).containsExactly(sleeper);
        assertThat(system.signals().send(sleeper, Signal.CTRL_C)).isEqualTo(Result.NO_SUCH_PROCESS);
        assertThat(info(other).isAlive()).isTrue();
    }

    @Test
    void aProgramThatHandlesCtrlCHasItsTime() throws IOException {
        Process tool = role("tool");

        system.signals().send(identity(tool), Signal.CTRL_C);

        assertThat(output(tool)).endsWith("shutdown 3 it", "FINISHED it");
        assertThat(waiter.await(Set.of(identity(tool)), LONG)).hasSize(1);
    }

    @Test
    void onlyTheEndByForceEndsAProgramThatIgnoresIt() throws IOException {
        Process tool = role("stubborn");
        ProcessIdentity stubborn = identity(tool);

        assertThat(system.signals().send(stubborn, Signal.CTRL_C)).isEqualTo(Result.SENT);
        assertThat(waiter.await(Set.of(stubborn), SHORT)).isEmpty();

        assertThat(system.signals().send(stubborn, Signal.KILL)).isEqualTo(Result.SENT);
        assertThat(waiter.await(Set.of(stubborn), LONG)).containsExactly(stubborn);
    }

    @Test
    void aSuspendedProcessIsEndedWithTheExitCodeOfCtrlC() throws IOException, InterruptedException {
        Process shell = start("cmd.exe", "/c", "ping -n 600 127.0.0.1 & echo next");
        ProcessIdentity identity = identity(shell);
        ProcessIdentity child = awaitChild(shell, "ping.exe");

        assertThat(system.signals().actual(identity, Signal.TERM)).isEqualTo(Signal.CTRL_C_EXIT);
        assertThat(system.signals().send(identity, Signal.STOP)).isEqualTo(Result.SENT);
        system.signals().send(child, Signal.KILL);
        assertThat(waiter.await(Set.of(child), LONG)).containsExactly(child);
        assertThat(waiter.await(Set.of(identity), SHORT)).isEmpty();

        system.signals().send(identity, Signal.TERM);
        assertThat(output(shell)).noneMatch(line -> line.contains("next"));
        assertThat(shell.waitFor()).isEqualTo(WindowsSignals.CONTROL_C_EXIT);
    }

    /** A wrapper that a lost JVM has suspended is suspended once more by the termination that takes it up. */
    @Test
    void aProcessThatWasSuspendedTwiceGoesOnAtOnce() throws IOException {
        Process shell = start("cmd.exe", "/c", "set /p line= & call echo went on");
        ProcessIdentity identity = identity(shell);

        assertThat(system.signals().send(identity, Signal.STOP)).isEqualTo(Result.SENT);
        assertThat(new WindowsSystem().signals().send(identity, Signal.STOP)).isEqualTo(Result.SENT);
        shell.getOutputStream().close();
        assertThat(waiter.await(Set.of(identity), SHORT)).isEmpty();
        assertThat(system.signals().send(identity, Signal.CONT)).isEqualTo(Result.SENT);

        assertThat(waiter.await(Set.of(identity), LONG)).containsExactly(identity);
        assertThat(output(shell)).contains("went on");
    }

    /** A cmd.exe that lives on would take the exit code of Ctrl+C in its child for a Ctrl+C of its own. */
    @Test
    void aBatchFilesCommandPromptHasAnOrdinaryExitCodeForAnotherOne() throws IOException, InterruptedException {
        Process outer = start("cmd.exe", "/c", "cmd.exe /c set /p line= & call echo ended with %^errorlevel%");
        ProcessIdentity inner = awaitChild(outer, "cmd.exe");

        assertThat(system.signals().send(inner, Signal.TERM)).isEqualTo(Result.SENT);

        assertThat(output(outer)).contains("ended with 1");
    }

    @Test
    void anotherProcessWithThisPidIsNotSignalled() throws IOException {
        ProcessIdentity sleeper = sleeper();
        ProcessIdentity earlier = new ProcessIdentity(sleeper.pid(), sleeper.start() - 1);

        for (Signal signal : List.of(Signal.TERM, Signal.QUIT, Signal.HUP, Signal.STOP, Signal.KILL)) {
            assertThat(system.signals().send(earlier, signal)).isEqualTo(Result.NO_SUCH_PROCESS);
        }

        assertThat(system.processes().details(earlier)).isEmpty();
        assertThat(waiter.await(Set.of(sleeper), SHORT)).isEmpty();
        assertThat(info(sleeper).isAlive()).isTrue();
    }

    @Test
    void neitherWeNorTheSystemAreSignalled() {
        ProcessIdentity us = identityOf(ProcessHandle.current().pid());

        assertThat(system.signals().send(us, Signal.KILL)).isEqualTo(Result.FAILED);
        assertThat(system.signals().send(new ProcessIdentity(4, 0), Signal.KILL))
                .isEqualTo(Result.FAILED);
        assertThat(system.signals().send(new ProcessIdentity(us.pid(), ProcessIdentity.UNKNOWN_START), Signal.KILL))
                .isEqualTo(Result.FAILED);
    }
}
