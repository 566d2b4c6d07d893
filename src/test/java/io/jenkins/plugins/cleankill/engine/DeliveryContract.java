package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.AbortedExamples.Case;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.Neighbour;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What delivery by evidence promises of a real process tree, whether the engine delivers or the container's script: the scripts
 * of {@code examples/}, beside which another build runs, and some trees more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class DeliveryContract {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** Needs a second to finish after its signal, and counts its signals. */
    private static final String TOOL = """
            n=0
            trap 'n=$((n + 1)); echo "signal $n"' TERM
            echo READY
            until [ $n -gt 0 ]; do sleep 0.1; done
            for i in 0 1 2 3 4 5 6 7 8 9; do sleep 0.1; done
            echo FINISHED
            """;

    private AbortedExamples aborted;
    private Neighbour neighbour;

    /** The shells that run the builds; the script runs under the same one. */
    protected abstract Stream<Shell> shells();

    /** The shells that run the examples. */
    protected Stream<Shell> shellsOfExamples() {
        return shells();
    }

    protected abstract int examplesAtATime();

    /** A new empty folder that the build sees. */
    protected abstract Path newFolder() throws IOException;

    /** Where the build runs: the words that start these there. */
    protected abstract List<String> entering(Shell shell, List<String> words);

    /** Aborts the build with SIGTERM. */
    protected abstract Outcome abort(RealBuild build, Shell shell, Duration window)
            throws IOException, InterruptedException;

    private record Aborted(Outcome outcome, List<String> lines) {}

    private Aborted abort(Shell shell, String text) throws IOException, InterruptedException {
        Path folder = newFolder();
        Files.writeString(folder.resolve("tool"), TOOL);
        Map<String, String> variables = Map.of(
                "HERE",
                folder.toString(),
                "TOOL",
                shell.command() + " " + folder.resolve("tool"),
                "S",
                shell.command());
        try (RealBuild build = RealBuild.start(folder, variables, entering(shell, shell.inline(text)))) {
            build.output().awaitLine("READY");

            Outcome outcome = abort(build, shell, WINDOW);

            assertThat(build.alive()).isEmpty();
            List<String> lines = build.output().awaitEnd();
            assertThat(outcome.count(Ending.KILLED)).as("killed: %s", outcome).isZero();
            assertThat(lines).as("%s", outcome).doesNotContain("next ran", "signal 2");
            assertThat(outcome.processes()).allSatisfy(DeliveryContract::assertContinued);
            return new Aborted(outcome, lines);
        }
    }

    static void assertContinued(ProcessRecord process) {
        assertThat(count(process, Signal.TERM)).as("SIGTERM to %s", process).isLessThanOrEqualTo(1);
        assertThat(count(process, Signal.STOP))
                .as("frozen: %s", process)
                .isLessThanOrEqualTo(count(process, Signal.CONT));
    }

    private static long count(ProcessRecord process, Signal signal) {
        return process.signals().stream()
                // What has ended before it could be stopped needs no SIGCONT; what has ended since gets it in vain
                .filter(sent -> sent.signal() == signal && (sent.result() == Result.SENT || signal == Signal.CONT))
                .count();
    }

    Stream<Case> examples() throws IOException {
        return AbortedExamples.cases(shellsOfExamples().toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    @Timeout(600)
    void anAbortedExampleEndsAsItShould(Case run) throws IOException, InterruptedException, ExecutionException {
        started().assertEndedAsItShould(run);
    }

    @Test
    @Timeout(600)
    void aNeighbourLosesNeitherProcessNorLine() throws IOException, InterruptedException, ExecutionException {
        started().awaitAll();
        neighbour.assertUnharmed();
    }

    /** The examples, started by the test that is the first to need them: no other test runs beside them. */
    private AbortedExamples started() throws IOException, InterruptedException {
        if (aborted == null) {
            neighbour = Neighbour.start(newFolder());
            aborted = AbortedExamples.start(this, examplesAtATime());
        }
        return aborted;
    }

    @AfterAll
    void endExamples() throws IOException {
        if (aborted != null) {
            System.out.println(aborted);
            aborted.close();
            neighbour.close();
        }
    }

    private static void assumePython(Shell shell) {
        assumeTrue(shell != Shell.BUSYBOX && Shell.isInstalled("python3"), "python3 is not installed there");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAParentReadsOfItsChildIsNotLost(Shell shell) throws IOException, InterruptedException {
        assumePython(shell);

        Aborted aborted = abort(shell, """
                python3 -c '
                import subprocess, os
                child = subprocess.Popen(os.environ["TOOL"].split(), stdout=subprocess.PIPE, text=True)
                for line in child.stdout:
                    print(line, end="", flush=True)
                child.wait()
                print("next ran", flush=True)'
                echo next ran
                """);

        assertThat(aborted.lines()).containsSubsequence("READY", "signal 1", "FINISHED");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAShellSubstitutesIsNeitherShownNorBlocksItsWriter(Shell shell) throws IOException, InterruptedException {
        Aborted aborted = abort(shell, """
                exec 5>&1
                x=$({ $TOOL; echo secret; } | { read -r line; echo "$line" >&5; exec cat; })
                echo next ran
                """);

        assertThat(aborted.lines()).contains("READY").doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAnOwnerForwardsIsNotSentOnceMore(Shell shell) throws IOException, InterruptedException {
        Aborted aborted = abort(shell, """
                trap 'sleep 0.1; kill -TERM $pid; exit 3' TERM
                $TOOL & pid=$!
                wait
                echo next ran
                """);

        assertThat(aborted.lines()).contains("signal 1", "FINISHED");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOwnerThatWaitsForAChildWhichItDoesNotTellWaitsNotForLong(Shell shell)
            throws IOException, InterruptedException {
        assumePython(shell);

        Aborted aborted = abort(shell, """
                python3 -c '
                import subprocess, os, signal
                signal.signal(signal.SIGTERM, lambda *_: None)
                subprocess.Popen(os.environ["TOOL"].split()).wait()
                print("waited", flush=True)'
                """);

        assertThat(aborted.lines()).containsSubsequence("signal 1", "FINISHED", "waited");
        assertThat(aborted.outcome().took()).isLessThan(WINDOW.dividedBy(2));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFifoOnAnyDescriptorMakesAFilter(Shell shell) throws IOException, InterruptedException {
        Aborted aborted = abort(shell, """
                mkfifo "$HERE/fifo"
                cat "$HERE/fifo" &
                $TOOL >"$HERE/fifo"
                echo next ran
                """);

        assertThat(aborted.lines()).containsSubsequence("READY", "signal 1", "FINISHED");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aShellThatIsFedRunsNoNextCommand(Shell shell) throws IOException, InterruptedException {
        Aborted aborted = abort(shell, """
                while :; do echo y; sleep 0.1; done | $S -c '$TOOL; echo next ran'
                echo next ran
                """);

        assertThat(aborted.lines()).contains("signal 1", "FINISHED");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLoopThatOnlyCopiesComesToItsLastLine(Shell shell) throws IOException, InterruptedException {
        Aborted aborted = abort(shell, """
                $TOOL | while read -r line; do echo "$(echo "$line")"; done
                echo next ran
                """);

        assertThat(aborted.lines()).contains("signal 1", "FINISHED");
    }
}
