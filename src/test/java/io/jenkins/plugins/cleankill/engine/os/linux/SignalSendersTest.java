package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each way to send a signal on Linux promises. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SignalSendersTest {

    private static final StatReader STATS = new StatReader(Child.Machine.PROC);

    static Stream<Named<SignalSender>> senders() {
        return Stream.of(
                named("pidfd_send_signal(2)", new TargetGuard(NativeSignals.byPidfd(STATS))),
                named("kill(2)", new TargetGuard(NativeSignals.byPid(STATS))),
                named("sh -c kill", new TargetGuard(new CommandSignals(STATS))));
    }

    @ParameterizedTest
    @MethodSource("senders")
    void everySignalOfARungArrives(SignalSender signals) throws IOException {
        // The JVM blocks SIGQUIT in its threads, so that whatever it starts inherits it blocked: it would stay pending
        List<Signal> unblocked =
                Signal.rungs().stream().filter(s -> s != Signal.QUIT).toList();
        for (Signal signal : unblocked) {
            // Not a shell: what was ignored when a shell began, SIGINT under a background job, it can't trap
            String script = "$| = 1; $SIG{" + signal.name() + "} = sub { print qq(got\\n); exit };"
                    + " print qq(ready\\n); sleep 1 while 1";
            try (Child child = Child.start(Map.of(), "perl", "-e", script)) {
                assertThat(signals.send(child.identity(), signal)).isEqualTo(Result.SENT);
                assertThat(child.nextLine()).as(signal.name()).isEqualTo("got");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void stoppedProcessGoesOnWhenItIsContinued(SignalSender signals) throws IOException, InterruptedException {
        try (Child child = Child.sh("echo ready; read line; exit 3")) {
            assertThat(signals.send(child.identity(), Signal.STOP)).isEqualTo(Result.SENT);
            child.tell("go on");
            assertThat(signals.send(child.identity(), Signal.CONT)).isEqualTo(Result.SENT);
            assertThat(child.exitCode()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void processThatHasEndedIsToldApart(SignalSender signals) throws IOException, InterruptedException {
        try (Child child = Child.sh("echo ready; read line; exit 0")) {
            ProcessIdentity identity = child.identity();
            child.tell("end");
            child.exitCode();
            assertThat(signals.send(identity, Signal.TERM)).isEqualTo(Result.NO_SUCH_PROCESS);
        }
    }

    @ParameterizedTest
    @MethodSource("senders")
    void neighbourThatGotThePidIsLeftAlone(SignalSender signals) throws IOException, InterruptedException {
        try (Child child = Child.sh("echo ready; read line; exit 3")) {
            ProcessIdentity identity = child.identity();
            ProcessIdentity formerOwner = new ProcessIdentity(identity.pid(), identity.start() - 1);

            assertThat(signals.send(formerOwner, Signal.KILL)).isEqualTo(Result.NO_SUCH_PROCESS);

            child.tell("still there?");
            assertThat(child.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void guardLetsNobodySignalInitOrItselfOrAnUnknownProcess() throws IOException {
        List<ProcessIdentity> sent = new ArrayList<>();
        SignalSender signals = new TargetGuard((process, signal) -> {
            sent.add(process);
            return Result.SENT;
        });

        assertThat(Stream.of(
                                new ProcessIdentity(1, 5),
                                Child.identityOf(ProcessHandle.current().pid()),
                                new ProcessIdentity(4711, ProcessIdentity.UNKNOWN_START),
                                new ProcessIdentity(1L << 32, 5))
                        .map(process -> signals.send(process, Signal.TERM)))
                .containsOnly(Result.FAILED);
        assertThat(sent).isEmpty();
    }

    @Test
    void errnoBecomesAValue() {
        assertThat(SystemErrors.result(0)).isEqualTo(Result.SENT);
        assertThat(SystemErrors.result(-LibC.EPERM)).isEqualTo(Result.NOT_PERMITTED);
        assertThat(SystemErrors.result(-LibC.ESRCH)).isEqualTo(Result.NO_SUCH_PROCESS);
        assertThat(SystemErrors.result(-LibC.EINVAL)).isEqualTo(Result.FAILED);
    }
}
