package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.Neighbour;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stubborn, hidden and many: the hard cases on the real system. */
@EnabledOnOs(OS.LINUX)
class RealTerminationTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondRequestKillsWhatIsLeftAtOnce() throws IOException, InterruptedException {
        try (RealBuild build = start("trap '' TERM; sleep 1000 & echo READY; wait; wait; wait")) {
            build.output().awaitLine("READY");
            CountDownLatch begun = new CountDownLatch(1);
            Queue<TerminationEvent> events = new ConcurrentLinkedQueue<>();
            CleanKill cleanKill = build.cleanKill(Ladder.parse("TERM 10m"), event -> {
                events.add(event);
                begun.countDown();
            });
            Thread again = new Thread(() -> {
                awaitQuietly(begun);
                cleanKill.killNow();
            });
            again.start();

            Outcome outcome = cleanKill.terminate();

            again.join();
            assertThat(build.alive()).isEmpty();
            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(10));
            assertThat(outcome.count(Ending.KILLED)).isEqualTo(2);
            assertThat(events).hasAtLeastOneElementOfType(TerminationEvent.KillNow.class);
        }
    }

    /** An agent whose connection is lost interrupts whoever does something for the controller. */
    @Test
    void anInterruptDoesNotEndATermination() throws IOException, InterruptedException {
        try (RealBuild build = start("trap 'sleep 1; exit 3' TERM; echo READY; while :; do sleep 0.1; done")) {
            build.output().awaitLine("READY");

            Outcome outcome = build.cleanKill(
                            Ladder.parse("TERM 5m"),
                            event -> Thread.currentThread().interrupt())
                    .terminate();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(build.alive()).isEmpty();
            assertThat(outcome.count(Ending.KILLED)).isZero();
        }
    }

    @Test
    void aForkStormEndsAndTheNeighbourLives() throws IOException, InterruptedException {
        String storm =
                "trap '' TERM; echo READY; while :; do sh -c 'trap \"\" TERM; sleep 5 & sleep 5' & sleep 0.01; done";
        try (Neighbour neighbour = Neighbour.start(Files.createDirectory(folder.resolve("neighbour")));
                RealBuild build = start(storm)) {
            build.output().awaitLine("READY");

            Outcome outcome = build.terminate(Duration.ofSeconds(1));

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.count(Ending.LEFT)).isZero();
            neighbour.assertUnharmed();
        }
    }

    @Test
    void aDaemonThatClearedItsEnvironmentIsRememberedFromTheTimeWhenItWasAChild()
            throws IOException, InterruptedException {
        String daemon = "env -i setsid sh -c 'trap \"\" TERM; echo READY; exec sleep 1000'";
        try (RealBuild build = start("trap 'exit 0' TERM; " + daemon + " & wait")) {
            build.output().awaitLine("READY");

            Outcome outcome = build.terminate(Duration.ofSeconds(1));

            // Nobody holds the output any more: the daemon, whom no cookie gives away, has ended
            build.output().awaitEnd();
            assertThat(outcome.processes())
                    .filteredOn(process -> process.ending() == Ending.KILLED)
                    .extracting(ProcessRecord::command)
                    .containsExactly("sleep");
        }
    }

    @Test
    void aStoppedProcessThatWouldDieOfTheSignalIsContinued() throws IOException, InterruptedException {
        try (RealBuild build = start("echo READY; kill -STOP $$; echo 'next ran'")) {
            build.output().awaitLine("READY");

            Outcome outcome = build.terminate();

            assertThat(build.output().awaitEnd()).containsExactly("READY");
            assertThat(outcome.count(Ending.ENDED)).isEqualTo(1);
        }
    }

    @Test
    void eachRungHasItsSignalAndTheTableIsUsedAnew() throws IOException, InterruptedException {
        String stubborn = "trap 'echo usr1' USR1; trap 'echo term; exit' TERM; echo READY; while :; do sleep 0.1; done";
        try (RealBuild build = start(stubborn)) {
            build.output().awaitLine("READY");

            Outcome outcome = build.cleanKill(Ladder.parse("USR1 1s, TERM 10s"), event -> {})
                    .terminate();

            assertThat(build.output().awaitEnd()).containsExactly("READY", "usr1", "term");
            assertThat(outcome.rungs())
                    .extracting(Outcome.RungRecord::signal)
                    .containsExactly(Signal.USR1, Signal.TERM);
            assertThat(outcome.count(Ending.KILLED)).isZero();
        }
    }

    @Test
    void fiftyProcessesThatWouldJustDieGetTheSignalOnceEachAndAreGone() throws IOException, InterruptedException {
        String many = "n=0; while [ $n -lt 50 ]; do sleep 1000 & n=$((n + 1)); done; echo READY; wait";
        try (RealBuild build = start(many)) {
            build.output().awaitLine("READY");

            Outcome outcome = build.terminate();

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.processes())
                    .hasSize(51)
                    .allSatisfy(process -> assertThat(process.signals())
                            .filteredOn(sent -> sent.signal() == Signal.TERM)
                            .singleElement()
                            .satisfies(sent -> assertThat(sent.result()).isEqualTo(SignalSender.Result.SENT)));
        }
    }

    @Test
    void aDebuggedProcessIsKilledToo() throws IOException, InterruptedException {
        assumeTrue(Shell.isInstalled("strace"), "strace is not installed");
        String traced = "strace -o /dev/null sh -c 'trap \"\" TERM; echo READY; while :; do sleep 0.1; done'";
        try (RealBuild build = start(traced)) {
            build.output().awaitLine("READY");

            build.terminate(Duration.ofSeconds(1));

            assertThat(build.alive()).isEmpty();
        }
    }

    private RealBuild start(String script) throws IOException {
        return RealBuild.start(Files.createDirectory(folder.resolve("build")), Map.of(), List.of("dash", "-c", script));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
