package io.jenkins.plugins.cleankill.engine.os.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.portable.Handles;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port for every Unix, on the one that the tests run on. It is not told anything that Java itself does not tell. */
@DisabledOnOs(OS.WINDOWS)
class PosixSystemTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final PosixSystem system = new PosixSystem(() -> pid -> Optional.empty());
    private final ExitWaiter waiter = system.newExitWaiter();
    private final List<String> log = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        waiter.close();
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HUP", "INT", "QUIT", "USR1", "USR2", "TERM"})
    void everySignalOfARungIsSentAndCaught(Signal signal) throws IOException {
        BufferedReader output = perl("$SIG{" + signal + "} = sub { print qq(got it\\n); exit };");

        assertThat(system.signals().send(identity(0), signal)).isEqualTo(Result.SENT);

        assertThat(output.readLine()).isEqualTo("got it");
        assertThat(waiter.await(Set.of(identity(0)), LONG)).hasSize(1);
    }

    @Test
    void aStoppedProcessActsWhenItIsContinued() throws IOException {
        BufferedReader output = perl("$SIG{TERM} = sub { print qq(got it\\n); exit };");
        ProcessIdentity process = identity(0);

        system.signals().send(process, Signal.STOP);
        system.signals().send(process, Signal.TERM);
        assertThat(waiter.await(Set.of(process), SHORT)).isEmpty();
        assertThat(output.ready()).isFalse();

        system.signals().send(process, Signal.CONT);
        assertThat(output.readLine()).isEqualTo("got it");
        assertThat(waiter.await(Set.of(process), LONG)).containsExactly(process);
    }

    @Test
    void anotherProcessWithThisPidIsNotSignalled() throws IOException {
        perl("");
        ProcessIdentity process = identity(0);
        ProcessIdentity earlier = new ProcessIdentity(process.pid(), process.start() - 1);

        assertThat(system.signals().send(earlier, Signal.KILL)).isEqualTo(Result.NO_SUCH_PROCESS);
        assertThat(system.signals().probe(earlier)).contains(Result.NO_SUCH_PROCESS);
        assertThat(waiter.await(Set.of(process), SHORT)).isEmpty();

        assertThat(system.signals().send(process, Signal.KILL)).isEqualTo(Result.SENT);
        assertThat(waiter.await(Set.of(process), LONG)).containsExactly(process);
    }

    @Test
    void neitherWeNorPid1NorAnUnknownBirthIsSignalled() {
        ProcessIdentity us = Handles.identity(ProcessHandle.current());

        assertThat(system.signals().send(us, Signal.TERM)).isEqualTo(Result.FAILED);
        assertThat(system.signals().send(new ProcessIdentity(1, 0), Signal.TERM))
                .isEqualTo(Result.FAILED);
        assertThat(system.signals().send(new ProcessIdentity(us.pid(), ProcessIdentity.UNKNOWN_START), Signal.TERM))
                .isEqualTo(Result.FAILED);
    }

    @Test
    void aShellIsHeldUntilItsCommandHasFinished() throws IOException {
        BufferedReader output = start("sh", "-c", "perl -e '" + WORKER + "'; echo NEXT");
        assertThat(output.readLine()).isEqualTo("ready");

        Outcome outcome = abort("TERM 30s");

        assertThat(rest(output)).containsExactly("FINISHED");
        assertThat(outcome.count(Ending.KILLED)).isZero();
        assertThat(outcome.took()).isLessThan(Duration.ofSeconds(25));
        assertThat(log.get(0)).contains("SIGTERM to perl");
    }

    @Test
    void shellsAreHeldFromTheRootsDown() throws IOException {
        BufferedReader output =
                start("sh", "-c", "sh -c \"perl -e '" + WORKER.replace("$", "\\$") + "'; echo INNER\"; echo OUTER");
        assertThat(output.readLine()).isEqualTo("ready");

        abort("USR1 30s");

        assertThat(rest(output)).containsExactly("FINISHED");
    }

    @Test
    void aCommandThatIgnoresTheSignalIsKilledAndTheNextDoesNotRun() throws IOException {
        BufferedReader output = start(
                "sh", "-c", "perl -e '$SIG{TERM} = q(IGNORE); $| = 1; print qq(ready\\n); sleep 1000'; echo NEXT");
        assertThat(output.readLine()).isEqualTo("ready");

        Outcome outcome = abort("TERM 1s");

        assertThat(rest(output)).isEmpty();
        assertThat(outcome.count(Ending.KILLED)).isEqualTo(1);
    }

    @Test
    void theNumbersAreThoseOfEachSystem() {
        assertThat(new SignalNumbers("Mac OS X").of(Signal.STOP)).hasValue(17);
        assertThat(new SignalNumbers("Mac OS X").of(Signal.USR1)).hasValue(30);
        assertThat(new SignalNumbers("FreeBSD").of(Signal.CONT)).hasValue(19);
        assertThat(new SignalNumbers("SunOS").of(Signal.STOP)).hasValue(23);
        assertThat(new SignalNumbers("SunOS").of(Signal.TERM)).hasValue(15);
        assertThat(new SignalNumbers("Unheard").of(Signal.USR1)).isEqualTo(OptionalInt.empty());
    }

    /** A JVM's children inherit that SIGQUIT is blocked, as its Java threads have it. */
    private static final String UNBLOCK = "use POSIX; sigprocmask(SIG_SETMASK, POSIX::SigSet->new); ";

    /** Perl's print may come after the signal: the handler is set before. */
    private static final String WORKER = "$SIG{TERM} = $SIG{USR1} = sub { select undef, undef, undef, 0.5;"
            + " print qq(FINISHED\\n); exit }; $| = 1; print qq(ready\\n); sleep 1000 while 1";

    private BufferedReader perl(String script) throws IOException {
        BufferedReader output =
                start("perl", "-e", UNBLOCK + script + " $| = 1; print qq(ready\\n); sleep 1000 while 1");
        assertThat(output.readLine()).isEqualTo("ready");
        return output;
    }

    private BufferedReader start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private ProcessIdentity identity(int index) {
        return Handles.identity(started.get(index).toHandle());
    }

    private Outcome abort(String ladder) throws IOException {
        Settings settings =
                new Settings(Ladder.parse(ladder), Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
        Scope scope = Scope.of(Cookie.random()).withRoots(Set.of(identity(0)));
        return new CleanKill(
                        system,
                        new TerminationRequest(
                                scope,
                                settings,
                                Veto.NONE,
                                new LogLines("Aborted by alice", settings.ladder(), log::add)))
                .terminate();
    }

    private static List<String> rest(BufferedReader output) {
        return output.lines().collect(Collectors.toList());
    }
}
