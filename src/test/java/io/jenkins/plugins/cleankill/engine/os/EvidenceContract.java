package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Pair;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Terminal;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldTerminal;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.WithheldPipe;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ports promise of evidence, whatever the machine. It runs against the real one and against the fake. */
public abstract class EvidenceContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    private EvidenceScenario scenario;
    private OperatingSystem system;
    private EvidenceReader evidence;
    private ExitWaiter waiter;

    /** A machine. */
    protected abstract EvidenceScenario newScenario();

    @BeforeEach
    void begin() {
        scenario = newScenario();
        system = scenario.plain().system();
        evidence = system.evidence();
        waiter = system.newExitWaiter();
    }

    @AfterEach
    void end() throws IOException {
        waiter.close();
        scenario.plain().close();
    }

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
    void aTerminalIsHeldOpenWhileItsUserIsThere() throws IOException {
        Terminal terminal = scenario.terminal();

        assertThat(system.pipes().holdTerminal(terminal.provider(), terminal.index()))
                .as("it provides the terminal, and does not use it")
                .isEmpty();
        try (HeldTerminal held =
                system.pipes().holdTerminal(terminal.user(), terminal.index()).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(system.signals().send(terminal.user(), Signal.KILL)).isEqualTo(Result.SENT);
            assertThat(waiter.await(Set.of(terminal.user()), LONG)).isNotEmpty();
        }
        assertThat(system.pipes().holdTerminal(terminal.user(), terminal.index()))
                .isEmpty();
    }

    @Test
    void aFifoIsOnePipeByWhateverPathItWasOpened() throws IOException {
        Pair pair = scenario.fifo();
        PipeEnd written = named(pair.first());
        PipeEnd read = named(pair.second());

        assertThat(written.pipe()).isEqualTo(read.pipe());
        assertThat(written.access()).isEqualTo(Access.WRITE);
        assertThat(read.access()).isEqualTo(Access.READ);
        assertThat(details(pair.first()).writesTo(read.pipe())).isTrue();
        assertThat(details(scenario.plain().pipeline().filter()).pipes()).noneMatch(PipeEnd::named);
    }

    @Test
    void theReaderOfAFifoSeesNoEndOfFileWhileItIsWithheld() throws IOException {
        Pair pair = scenario.fifo();
        int descriptor = named(pair.second()).descriptor();

        try (WithheldPipe withheld =
                system.pipes().withhold(pair.second(), descriptor).orElseThrow()) {
            system.signals().send(pair.first(), Signal.KILL);
            waiter.await(Set.of(pair.first()), LONG);
            assertThat(withheld.unread()).isZero();
            assertThat(waiter.await(Set.of(pair.second()), Duration.ofMillis(50)))
                    .isEmpty();
        }
        assertThat(waiter.await(Set.of(pair.second()), LONG)).containsExactly(pair.second());
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

    @Test
    void aPipeIsReadInPlaceOfItsReader() throws IOException {
        Pair pair = scenario.unreadPipe();
        try (HeldPipe pipe = system.pipes().holdBothEnds(pair.second(), 0).orElseThrow()) {
            awaitTrue(() -> pipe.unread() == 5);
            assertThat(text(pipe.read())).isEqualTo("hello");
            assertThat(pipe.unread()).isZero();
            assertThat(text(pipe.read())).isEmpty();

            system.signals().send(pair.first(), Signal.KILL);
            waiter.await(Set.of(pair.first()), LONG);

            assertThat(pipe.read()).as("we could write, too: no end-of-file").isPresent();
        }
    }

    @Test
    void aPipeThatIsKeptReadableSparesItsWriterTheSignalAndEndsWithIt() throws IOException {
        Pair pair = scenario.unreadPipe();
        try (HeldPipe pipe = system.pipes().keepReadable(pair.second(), 0).orElseThrow()) {
            awaitTrue(() -> pipe.unread() == 5);
            system.signals().send(pair.second(), Signal.KILL);
            waiter.await(Set.of(pair.second()), LONG);
            system.signals().send(pair.first(), Signal.USR1);
            awaitTrue(() -> pipe.unread() == 9);
            assertThat(text(pipe.read())).isEqualTo("hellomore");

            system.signals().send(pair.first(), Signal.KILL);
            waiter.await(Set.of(pair.first()), LONG);

            awaitTrue(() -> pipe.read().isEmpty());
        }
    }

    @Test
    void aWriterWithoutAReaderGetsSigpipe() throws IOException {
        Pair pair = scenario.unreadPipe();
        system.signals().send(pair.second(), Signal.KILL);
        waiter.await(Set.of(pair.second()), LONG);

        system.signals().send(pair.first(), Signal.USR1);

        assertThat(waiter.await(Set.of(pair.first()), LONG)).containsExactly(pair.first());
    }

    @Test
    void aPipeCanBeMadeToTakeMore() throws IOException {
        Pair pair = scenario.unreadPipe();
        try (HeldPipe pipe = system.pipes().holdBothEnds(pair.second(), 0).orElseThrow()) {
            int before = pipe.capacity();

            assertThat(pipe.enlarge(2 * before)).isTrue();

            assertThat(pipe.capacity()).isGreaterThanOrEqualTo(2 * before);
        }
    }

    @Test
    void whatIsNoPipeCanNotBeHeld() throws IOException {
        Pair pair = scenario.unreadPipe();

        assertThat(system.pipes().holdBothEnds(pair.second(), 77)).isEmpty();
        assertThat(system.pipes().holdBothEnds(pair.first(), 1))
                .as("a write end")
                .isEmpty();
        assertThat(system.pipes().keepReadable(new ProcessIdentity(pair.second().pid(), 1), 0))
                .as("an earlier owner of the pid")
                .isEmpty();
    }

    private ProcessIdentity scenarioSleeper() {
        try {
            return scenario.plain().sleeper(Cookie.random());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Optional<byte[]> bytes) {
        return new String(bytes.orElseThrow(), StandardCharsets.UTF_8);
    }

    private PipeEnd named(ProcessIdentity process) {
        return details(process).pipes().stream()
                .filter(PipeEnd::named)
                .findFirst()
                .orElseThrow();
    }

    private ProcessDetails details(ProcessIdentity process) {
        return system.processes().details(process).orElseThrow();
    }

    private ProcessInfo info(ProcessIdentity process) throws IOException {
        return system.processes().read(id -> false).find(process).orElseThrow();
    }

    private void stop(ProcessIdentity process) {
        system.signals().send(process, Signal.STOP);
        awaitTrue(() -> evidence.state(process).equals(Optional.of(ProcessState.STOPPED)));
    }

    private void awaitTrue(java.util.function.BooleanSupplier condition) {
        Duration end = system.clock().elapsed().plus(LONG);
        while (!condition.getAsBoolean()) {
            assertThat(system.clock().elapsed()).isLessThan(end);
            waiter.await(Set.of(), Duration.ofMillis(1));
        }
    }
}
