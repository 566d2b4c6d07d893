package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes in a container that are hard to see, or many. */
@EnabledOnOs(OS.LINUX)
class ScriptProcessesTest extends ScriptTestBase {

    /** A window, in seconds, that is never over. */
    private static final int LONG = 300;

    @Test
    void aProcessWhoseFirstThreadHasEndedIsEnded() throws IOException, InterruptedException {
        assumeTrue(Shell.isInstalled("python3"), "python3 is not installed");
        try (RealBuild build = start(container(Shell.DASH), List.of("python3", "-c", """
            import ctypes, threading
            def other():
                while open('/proc/self/stat').read().rpartition(')')[2].split()[0] != 'Z':
                    pass
                print('READY', flush=True)
                threading.Event().wait()
            threading.Thread(target=other).start()
            ctypes.CDLL(None).pthread_exit(None)
            """))) {
            build.output().awaitLine("READY");

            Outcome outcome =
                    run(Shell.DASH, settings(20)).begin(build.cookie()).end();

            assertThat(outcome.processes()).singleElement().satisfies(process -> {
                assertThat(process.ending()).isEqualTo(Ending.ENDED);
                assertThat(signals(process)).containsExactly(Signal.TERM);
            });
            assertThat(build.alive()).isEmpty();
        }
    }

    /** As in {@code docker.inside}, whose first process is {@code cat}. */
    @ParameterizedTest
    @MethodSource("oneInEach")
    void whatTheFirstProcessDoesNotCollectIsCountedWithTheCure(Shell shell) throws IOException, InterruptedException {
        try (Container container = Container.start();
                RealBuild build = start(container, shell.inline("(true & true &) ; echo READY; exec sleep 1001"))) {
            build.output().awaitLine("READY");

            Outcome outcome = new ContainerRun(
                            container, List.of(shell.command().split(" ")), settings(20))
                    .begin(build.cookie())
                    .end();

            assertThat(outcome.remarks())
                    .contains("In the container 2 ended processes are left as zombies by its first process:"
                            + " start it with --init");
        }
    }

    /** A script that believed this clock, which stands still, would never see the end of its window. */
    @Test
    @Timeout(60)
    void anUptimeOfAnotherClockMakesNothingYoung() throws IOException, InterruptedException {
        Path uptime = Files.writeString(folder.resolve("uptime"), "1000.00 900.00\n");
        try (Container container = Container.startWithOtherUptime(uptime);
                RealBuild build = start(container, List.of("dash", "-c", """
                    trap 'echo trap; exit 1' TERM
                    (trap 'sleep 0.2; echo FINISHED; exit 2' TERM; echo READY; while :; do sleep 0.1; done; echo next ran)
                    echo next ran
                    """))) {
            build.output().awaitLine("READY");

            ContainerRun abort = new ContainerRun(container, List.of("dash"), settings(20)).begin(build.cookie());
            Outcome outcome = abort.end();

            assertThat(outcome.count(Ending.KILLED)).as("%s", abort.log()).isZero();
            assertThat(build.output().awaitEnd()).contains("FINISHED", "trap").doesNotContain("next ran");
        }
    }

    /** The processor's time: what passes on the clock depends on what else the machine does. */
    @ParameterizedTest
    @MethodSource("oneInEach")
    void theTimeGrowsWithTheProcessesAndNotWithTheirSquare(Shell shell) throws IOException, InterruptedException {
        long few = ticksToEnd(shell, 200);
        long many = ticksToEnd(shell, 800);

        assertThat(many).as("of 4 times the processes; their square is 16").isLessThan(8 * few);
    }

    private static long ticksToEnd(Shell shell, int count) throws IOException, InterruptedException {
        try (RealBuild build = start(container(shell), shell.inline("""
            i=0
            while [ $i -lt %d ]; do sleep 3000 & i=$((i + 1)); done
            echo READY
            wait
            """.formatted(count)))) {
            build.output().awaitLine("READY");
            long before = ticksOfChildren();

            Outcome outcome = run(shell, settings(LONG)).begin(build.cookie()).awaitOutcome();

            long ticks = ticksOfChildren() - before;
            assertThat(outcome.processes())
                    .hasSize(count + 1)
                    .allSatisfy(process -> assertThat(signals(process)).contains(Signal.TERM));
            assertThat(build.alive()).isEmpty();
            return ticks;
        }
    }

    /** The processor's time of all children that have ended, and of theirs: cutime and cstime in proc_pid_stat(5). */
    private static long ticksOfChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }

    private static List<Signal> signals(ProcessRecord process) {
        return process.signals().stream().map(sent -> sent.signal()).toList();
    }

    private static RealBuild start(Container container, List<String> words) throws IOException {
        Path own = Files.createTempDirectory(folder.resolve("work"), "build");
        return RealBuild.start(own, Map.of(), container.entering(words));
    }

    private static Settings settings(int softKillSeconds) {
        return new Settings(
                Ladder.ofSoftKillSeconds(softKillSeconds),
                Settings.DEFAULT.delivery(),
                Settings.DEFAULT.leftovers(),
                Settings.DEFAULT.keep(),
                false);
    }
}
