package io.jenkins.plugins.cleankill.engine.os.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each way to wait on Linux promises. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ExitWaitersTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final StatReader STATS = new StatReader(Child.Machine.PROC);
    private static final SystemClock CLOCK = new SystemClock();

    static Stream<Named<Supplier<ExitWaiter>>> waiters() {
        return Stream.of(
                named("pidfd", () -> PidfdExitWaiter.open(STATS, CLOCK).orElseThrow()),
                named("polling", () -> new PollingExitWaiter(STATS::isAlive, CLOCK)));
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void endOfAChildIsSeen(Supplier<ExitWaiter> waiters) throws IOException {
        try (ExitWaiter waiter = waiters.get();
                Child one = Child.sh("echo ready; read line");
                Child other = Child.sh("echo ready; read line")) {
            Set<ProcessIdentity> both = Set.of(one.identity(), other.identity());
            assertThat(waiter.await(both, Duration.ofMillis(1))).isEmpty();
            ProcessIdentity first = one.identity();

            one.tell("end");

            assertThat(waiter.await(both, LONG)).containsExactly(first);
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void zombieThatIsNotOurChildHasEnded(Supplier<ExitWaiter> waiters) throws IOException {
        try (ExitWaiter waiter = waiters.get();
                Child parent = Child.sh("exec 3<&0; sh -c 'read go' <&3 & echo ready; echo $!; exec sleep 1000")) {
            ProcessIdentity grandchild = Child.identityOf(parent.nextPid());

            parent.tell("end");

            assertThat(waiter.await(Set.of(grandchild), LONG)).containsExactly(grandchild);
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void processThatIsGoneAlreadyIsAnsweredAtOnce(Supplier<ExitWaiter> waiters) throws IOException {
        try (ExitWaiter waiter = waiters.get();
                Child child = Child.sh("echo ready; read line")) {
            ProcessIdentity gone =
                    new ProcessIdentity(child.pid(), child.identity().start() - 1);
            assertThat(waiter.await(Set.of(gone, child.identity()), LONG)).containsExactly(gone);
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void wakeUpBeforeTheWaitEndsIt(Supplier<ExitWaiter> waiters) {
        try (ExitWaiter waiter = waiters.get()) {
            waiter.wakeUp();
            waiter.wakeUp();

            assertThat(waiter.await(Set.of(), LONG)).isEmpty();

            // It counts once: the next wait lasts as long as it should
            Duration before = CLOCK.elapsed();
            waiter.await(Set.of(), Duration.ofMillis(30));
            assertThat(CLOCK.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void wakeUpFromAnotherThreadEndsTheWait(Supplier<ExitWaiter> waiters) throws IOException {
        try (ExitWaiter waiter = waiters.get();
                Child child = Child.sh("echo ready; read line")) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(waiter::wakeUp);
            assertThat(waiter.await(Set.of(child.identity()), LONG)).isEmpty();
            other.join();
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void interruptIsKeptAndDoesNotCutTheWaitShort(Supplier<ExitWaiter> waiters) {
        try (ExitWaiter waiter = waiters.get()) {
            Thread.currentThread().interrupt();
            Duration before = CLOCK.elapsed();

            waiter.await(Set.of(), Duration.ofMillis(30));

            assertThat(CLOCK.elapsed().minus(before)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void allOfManyEndsAreSeen(Supplier<ExitWaiter> waiters) throws IOException {
        try (ExitWaiter waiter = waiters.get();
                Child parent = Child.sh("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1000 & p=\"$p $!\"; done; echo ready; "
                        + "read line; kill $p; wait; read line")) {
            Set<ProcessIdentity> left = new HashSet<>();
            ProcessTable table = new LinuxProcesses(
                            Child.Machine.PROC,
                            new BootClock(Child.Machine.PROC, true),
                            new SocketPairs(new UnixSockets(false)))
                    .read(id -> false);
            table.descendants(table.find(parent.identity()).orElseThrow()).forEach(info -> left.add(info.identity()));
            assertThat(left).hasSize(10);

            parent.tell("end them");

            while (!left.isEmpty()) {
                Set<ProcessIdentity> ended = waiter.await(left, LONG);
                assertThat(ended).isNotEmpty();
                left.removeAll(ended);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("waiters")
    void wakeUpAfterTheCloseIsHarmless(Supplier<ExitWaiter> waiters) {
        ExitWaiter waiter = waiters.get();
        waiter.close();
        waiter.wakeUp();
        waiter.close();
        assertThat(new PollingExitWaiter(process -> true, CLOCK).await(Set.of(), Duration.ZERO))
                .isEmpty();
    }
}
