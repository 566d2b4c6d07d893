package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Pair;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Terminal;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the ports promise of evidence, whatever the machine. It runs against the real one and against the fake. */
public abstract class EvidenceContract extends EvidenceTestBase {

    @Test
    void aSignalThatAStoppedProcessHasNotTakenIsPendingUntilItGoesOn() throws IOException {
        ProcessIdentity process = scenario.plain().catches(Signal.TERM);
        assertThat(evidence.pendingSignals(process)).hasValue(0);
        stop(process);

        system.signals().send(process, Signal.TERM);

        assertThat(evidence.pendingSignals(process)).hasValue(SignalSets.setOf(Signal.TERM));
        assertThat(details(process).isPending(Signal.TERM)).isTrue();
        assertThat(details(process).isPending(Signal.HUP)).isFalse();
        system.signals().send(process, Signal.CONT);
        awaitTrue(() -> evidence.pendingSignals(process).orElseThrow() == 0);
        assertThat(details(process).isPending(Signal.TERM)).isFalse();
    }

    @Test
    void aSignalThatIsIgnoredIsNeverPendingAndOneThatIsBlockedAlways() throws IOException {
        ProcessIdentity ignores = scenario.plain().ignores(Signal.TERM);
        ProcessIdentity blocks = scenario.plain().blocks(Signal.TERM);
        stop(ignores);

        system.signals().send(ignores, Signal.TERM);
        system.signals().send(blocks, Signal.TERM);

        assertThat(evidence.pendingSignals(ignores)).hasValue(0);
        assertThat(evidence.pendingSignals(blocks)).hasValue(SignalSets.setOf(Signal.TERM));
    }

    @Test
    void theStateOfAProcessIsThatOfTheVeryProcess() throws IOException {
        ProcessIdentity sleeper = scenario.plain().sleeper(Cookie.random());
        ProcessIdentity earlier = new ProcessIdentity(sleeper.pid(), sleeper.start() - 1);

        awaitTrue(() -> evidence.state(sleeper).equals(Optional.of(ProcessState.SLEEPING)));
        stop(sleeper);

        assertThat(evidence.state(sleeper)).hasValue(ProcessState.STOPPED);
        assertThat(evidence.state(earlier)).isEmpty();
        assertThat(evidence.pendingSignals(earlier)).isEmpty();
        assertThat(evidence.kernelWaits(earlier)).isEmpty();
        assertThat(evidence.charactersRead(earlier)).isEmpty();
        assertThat(evidence.state(scenario.plain().zombie())).hasValue(ProcessState.ZOMBIE);
    }

    @Test
    void whatAProcessIgnoresIsTold() throws IOException {
        assertThat(evidence.ignoredBy(scenario.plain().ignores(Signal.INT)))
                .contains(Signal.INT)
                .doesNotContain(Signal.TERM);
        assertThat(evidence.ignoredBy(scenario.plain().catches(Signal.INT))).doesNotContain(Signal.INT);
    }

    @Test
    void groupsAndSessionsAreTold() throws IOException {
        Pair leaders = scenario.sessionAndGroup();
        ProcessInfo session = info(leaders.first());
        ProcessInfo group = info(leaders.second());

        assertThat(session.session()).isEqualTo(session.pid());
        assertThat(session.group()).isEqualTo(session.pid());
        assertThat(session.terminal()).isEmpty();
        assertThat(group.group()).isEqualTo(group.pid());
        assertThat(group.session()).isEqualTo(session.pid());
    }

    @Test
    void aTerminalHasAProviderAndUsers() throws IOException {
        Terminal terminal = scenario.terminal();

        assertThat(details(terminal.provider()).terminals().masters()).containsExactly(terminal.index());
        assertThat(details(terminal.provider()).terminals().slaves()).isEmpty();
        assertThat(details(terminal.user()).terminals().slaves()).containsExactly(terminal.index());
        assertThat(details(terminal.user()).terminals().masters()).isEmpty();
        assertThat(info(terminal.user()).terminal()).hasValue(terminal.index());
        assertThat(info(terminal.provider()).terminal())
                .isNotEqualTo(info(terminal.user()).terminal());
    }

    @Test
    void aUnixConnectionHasTwoEndsAndOneThatListens() throws IOException {
        connectionHasTwoEnds(scenario.unixConnection());
    }

    @Test
    void aTcpConnectionHasTwoEndsAndOneThatListens() throws IOException {
        connectionHasTwoEnds(scenario.tcpConnection());
    }

    private void connectionHasTwoEnds(Pair pair) {
        ProcessIdentity server = pair.first();
        ProcessIdentity client = pair.second();
        ProcessIdentity other = scenarioSleeper();

        SocketTable sockets = evidence.sockets(List.of(server, client, other));

        assertThat(sockets.listens(server)).isTrue();
        assertThat(sockets.listens(client)).isFalse();
        assertThat(sockets.areConnected(server, client)).isTrue();
        assertThat(sockets.areConnected(client, server)).isTrue();
        assertThat(sockets.areConnected(client, other)).isFalse();
        assertThat(sockets.unread(server)).isEqualTo(5);
        assertThat(sockets.unread(client)).isZero();
        assertThat(sockets.of(server)).extracting(Socket::inode).hasSize(2);
        assertThat(details(server).sockets())
                .containsExactlyInAnyOrderElementsOf(
                        sockets.of(server).stream().map(Socket::inode).toList());
        assertThat(details(other).sockets()).isEmpty();
        assertThat(sockets.unreadable()).isEmpty();
    }

    @Test
    void aConnectionEndsWithAProcess() throws IOException {
        Pair pair = scenario.unixConnection();

        system.signals().send(pair.second(), Signal.KILL);
        waiter.await(Set.of(pair.second()), LONG);

        SocketTable sockets = evidence.sockets(List.of(pair.first(), pair.second()));
        assertThat(sockets.of(pair.second())).isEmpty();
        assertThat(sockets.of(pair.first())).extracting(Socket::peer).containsOnly(0L);
        assertThat(sockets.listens(pair.first())).isTrue();
    }

    @Test
    void anInheritedFileIsTheSameAndOneThatWasOpenedAgainIsNot() throws IOException {
        Pair inherited = scenario.inheritedInput();
        Pair own = scenario.ownInput();

        assertThat(evidence.isSameOpenFile(inherited.first(), 0, inherited.second(), 0))
                .hasValue(true);
        assertThat(evidence.isSameOpenFile(own.first(), 0, own.second(), 0)).hasValue(false);
        assertThat(evidence.openFile(own.second(), 0)).hasValue("/dev/null");
        assertThat(evidence.openFile(own.second(), 77)).isEmpty();
        assertThat(evidence.isSameOpenFile(own.first(), 77, own.second(), 0)).isEmpty();
    }

    @Test
    void aThreadsWaitInTheKernelIsTold() throws IOException {
        Pair family = scenario.parentAndChild();
        ProcessIdentity awaits = scenario.awaitsTerm();

        awaitTrue(() -> evidence.kernelWaits(family.first()).contains("do_wait"));
        awaitTrue(() -> evidence.kernelWaits(awaits).contains("do_sigtimedwait"));

        assertThat(details(awaits).signals().of(Signal.TERM))
                .as("SigBlk does not show what sigwait waits for")
                .isEqualTo(Disposition.DEFAULT);
        assertThat(evidence.kernelWaits(family.second())).doesNotContain("do_wait");
        ProcessIdentity filter = scenario.plain().pipeline().filter();
        awaitTrue(() -> evidence.kernelWaits(filter).contains("pipe_read"));
    }

    private ProcessIdentity scenarioSleeper() {
        try {
            return scenario.plain().sleeper(Cookie.random());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
