package io.jenkins.plugins.cleankill.engine.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Pair;
import io.jenkins.plugins.cleankill.engine.os.EvidenceScenario.Terminal;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldPipe;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.HeldTerminal;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.WithheldPipe;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the ports promise of open pipes and terminals of other processes, whatever
 * the machine. It runs against the real one and against the fake.
 */
public abstract class OpenPipesContract extends EvidenceTestBase {

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
    void soIsAPairOfSocketsThatTheOutputGoesThrough() throws IOException {
        Pair pair = scenario.unreadSockets();
        try (HeldPipe output = system.pipes()
                .keepOutputReadable(pair.second(), pair.first(), 1)
                .orElseThrow()) {
            awaitTrue(() -> output.unread() == 5);
            system.signals().send(pair.second(), Signal.KILL);
            waiter.await(Set.of(pair.second()), LONG);
            system.signals().send(pair.first(), Signal.USR1);
            awaitTrue(() -> output.unread() == 9);
            assertThat(text(output.read())).isEqualTo("hellomore");
            assertThat(text(output.read())).isEmpty();

            system.signals().send(pair.first(), Signal.KILL);
            waiter.await(Set.of(pair.first()), LONG);

            awaitTrue(() -> output.read().isEmpty());
        }
    }

    @Test
    void whatIsNotConnectedIsNotKept() throws IOException {
        Pair sockets = scenario.unreadSockets();
        Pair pipe = scenario.unreadPipe();

        assertThat(system.pipes().keepOutputReadable(sockets.first(), sockets.second(), 1))
                .as("the other way round")
                .isEmpty();
        assertThat(system.pipes().keepOutputReadable(pipe.second(), pipe.first(), 1))
                .as("a pipe")
                .isEmpty();
        assertThat(system.pipes()
                        .keepOutputReadable(new ProcessIdentity(sockets.second().pid(), 1), sockets.first(), 1))
                .as("an earlier owner of the pid")
                .isEmpty();
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

    private static String text(Optional<byte[]> bytes) {
        return new String(bytes.orElseThrow(), StandardCharsets.UTF_8);
    }

    private PipeEnd named(ProcessIdentity process) {
        return details(process).pipes().stream()
                .filter(PipeEnd::named)
                .findFirst()
                .orElseThrow();
    }
}
