package io.jenkins.plugins.cleankill.engine.os.portable;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class PortableSystemTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final PortableSystem system = new PortableSystem(() -> {
        looks.incrementAndGet();
        return pid -> pid == ProcessHandle.current().pid() ? Optional.empty() : Optional.of(Map.of("A", "1"));
    });

    @Test
    void oneSnapshotTakesOneLookAtEnvironmentsAndNoneWhereNoneIsWanted() throws IOException {
        assertThat(system.processes().read(id -> true).all()).hasSizeGreaterThan(1);
        assertThat(looks).hasValue(1);

        system.processes().read(id -> false);
        assertThat(looks).hasValue(1);
    }

    @Test
    void childIsSeenSignalledAndItsEndIsAwaited() throws IOException {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try (ExitWaiter waiter = system.newExitWaiter()) {
            ProcessInfo info =
                    system.processes().read(id -> true).byPid(child.pid()).orElseThrow();
            assertThat(info.parent()).isEqualTo(system.processes().ownPid());
            assertThat(info.environment().get("A")).hasValue("1");
            assertThat(system.processes().details(info.identity())).isPresent();

            assertThat(system.signals().send(info.identity(), Signal.INT)).isEqualTo(Result.UNSUPPORTED);
            assertThat(system.signals().send(info.identity(), Signal.TERM)).isEqualTo(Result.SENT);

            Set<ProcessIdentity> one = Set.of(info.identity());
            assertThat(waiter.await(one, Duration.ofSeconds(30))).isEqualTo(one);
            assertThat(system.signals().send(info.identity(), Signal.KILL)).isEqualTo(Result.NO_SUCH_PROCESS);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void environmentThatCannotBeReadIsUnreadable() throws IOException {
        long self = system.processes().ownPid();

        assertThat(system.processes().read(id -> true).byPid(self).orElseThrow().environment())
                .isEqualTo(Environment.UNREADABLE);
        assertThat(system.limitations()).hasSize(1);
    }

    @Test
    void whereJavaCanOnlyEndByForceThereIsNoSigterm() {
        ForceOnly handle = new ForceOnly();

        assertThat(PortableSignals.send(handle, Signal.TERM)).isEqualTo(Result.UNSUPPORTED);
        assertThat(handle.ended).isFalse();

        assertThat(PortableSignals.send(handle, Signal.KILL)).isEqualTo(Result.SENT);
        assertThat(handle.ended).isTrue();
    }

    /** A process as Java has it on Windows. */
    private static final class ForceOnly implements ProcessHandle {

        private boolean ended;

        @Override
        public boolean supportsNormalTermination() {
            return false;
        }

        @Override
        public boolean destroy() {
            return destroyForcibly();
        }

        @Override
        public boolean destroyForcibly() {
            ended = true;
            return true;
        }

        @Override
        public boolean isAlive() {
            return !ended;
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public Optional<ProcessHandle> parent() {
            return Optional.empty();
        }

        @Override
        public Stream<ProcessHandle> children() {
            return Stream.empty();
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return Stream.empty();
        }

        @Override
        public Info info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<ProcessHandle> onExit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(ProcessHandle other) {
            return Long.compare(pid(), other.pid());
        }
    }
}
