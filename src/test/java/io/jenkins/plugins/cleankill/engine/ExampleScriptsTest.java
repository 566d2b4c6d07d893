package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of {@code examples/}, aborted while they work, under every shell, while a neighbour build runs. All start
 * at once, a few at a time: each takes more than a second, of which it sleeps nearly all.
 */
@EnabledOnOs(OS.LINUX)
class ExampleScriptsTest {

    private static final int AT_A_TIME = 6;
    private static final String STUBBORN = "11-ignores-term";
    private static final Path EXAMPLES = Stream.of("examples", "../examples")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow()
            .toAbsolutePath()
            .normalize();

    @TempDir
    private static Path folder;

    private static final Map<Case, Future<Aborted>> RUNS = new ConcurrentHashMap<>();
    private static final Map<String, Map<Shell, String>> TABLE = new TreeMap<>();
    private static ExecutorService pool;
    private static Neighbour neighbour;

    /** A script under a shell. */
    record Case(String script, Shell shell) {
        @Override
        public String toString() {
            return script + " under " + shell;
        }
    }

    /** What came of it. */
    record Aborted(
            Outcome outcome,
            List<String> lines,
            String errors,
            List<String> alive,
            boolean finished,
            boolean nextRan,
            boolean skipped) {}

    @BeforeAll
    static void startAll() throws IOException, InterruptedException {
        neighbour = Neighbour.start(Files.createDirectory(folder.resolve("neighbour")));
        pool = Executors.newFixedThreadPool(AT_A_TIME);
        cases().filter(run -> run.shell().isInstalled()).forEach(run -> RUNS.put(run, pool.submit(() -> abort(run))));
    }

    @AfterAll
    static void printTable() throws IOException {
        pool.shutdownNow();
        neighbour.close();
        System.out.println(table());
    }

    static Stream<Case> cases() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<String> scripts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d\\d-.*\\.sh"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList();
            return scripts.stream()
                    .flatMap(script -> Arrays.stream(Shell.values()).map(shell -> new Case(script, shell)));
        }
    }

    private static Aborted abort(Case run) throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve(run.script() + "-" + run.shell()));
        String file = EXAMPLES.resolve(run.script() + ".sh").toString();
        Map<String, String> variables = Map.of("CK_SHELL", run.shell().command(), "EXAMPLES", EXAMPLES.toString());
        try (RealBuild build = RealBuild.start(own, variables, run.shell().running(file))) {
            build.output()
                    .await(lines -> lines.contains("READY") || lines.stream().anyMatch(l -> l.startsWith("needs")));
            boolean skipped = !build.output().lines().contains("READY");
            boolean stubborn = run.script().equals(STUBBORN);
            Outcome outcome = build.terminate(stubborn ? Duration.ofSeconds(2) : RealBuild.WINDOW);
            List<String> alive = build.alive().stream().map(Object::toString).toList();
            return new Aborted(
                    outcome,
                    alive.isEmpty() ? build.output().awaitEnd() : build.output().lines(),
                    build.errorText(),
                    alive,
                    build.hasMark("finished"),
                    build.hasMark("next-ran"),
                    skipped);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAbortedScriptEndsAsItShould(Case run) throws InterruptedException, ExecutionException {
        note(run, "-");
        assumeTrue(run.shell().isInstalled(), run.shell() + " is not installed");
        Aborted aborted = RUNS.get(run).get();
        assumeTrue(!aborted.skipped(), () -> String.join(" ", aborted.lines()));
        note(run, verdict(run, aborted));

        assertThat(aborted.alive()).as("alive at the end").isEmpty();
        assertThat(aborted.nextRan()).as("the next command ran: %s", aborted).isFalse();
        assertThat(aborted.lines()).doesNotContain("next ran");
        if (run.script().equals(STUBBORN)) {
            assertKilledAtTheEndOfItsWindow(run.shell(), aborted.outcome());
        } else {
            assertFinished(run, aborted);
        }
        assertThat(aborted.outcome().processes()).allSatisfy(ExampleScriptsTest::assertTreatedWell);
    }

    private static void assertFinished(Case run, Aborted aborted) {
        String last = run.script().startsWith("05") ? "cleaned up" : "FINISHED";
        assertThat(aborted.finished()).as("the tool finished: %s", aborted).isTrue();
        assertThat(aborted.lines()).as("%s", aborted).contains("FINISHED").endsWith(last);
        assertThat(aborted.outcome().count(Ending.KILLED)).as("%s", aborted).isZero();
    }

    private static void assertKilledAtTheEndOfItsWindow(Shell shell, Outcome outcome) {
        // ksh93 catches what it was told to ignore, and tells the system to ignore it in its children only
        String why = shell == Shell.KSH ? "catches SIGTERM and has not finished" : "ignores SIGTERM";
        assertThat(outcome.took()).as("%s", outcome).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(outcome.processes())
                .filteredOn(process -> process.ending() == Ending.KILLED)
                .isNotEmpty()
                .extracting(ProcessRecord::why)
                .contains(why);
    }

    private static void assertTreatedWell(ProcessRecord process) {
        assertThat(times(process, Signal.TERM)).as("SIGTERM to %s", process).isLessThanOrEqualTo(1);
        assertThat(times(process, Signal.STOP))
                .as("held: %s", process)
                .isLessThanOrEqualTo(times(process, Signal.CONT));
    }

    private static long times(ProcessRecord process, Signal signal) {
        return process.signals().stream()
                // What has ended before it could be stopped needs no SIGCONT; what has ended since gets it in vain
                .filter(sent -> sent.signal() == signal && (sent.result() == Result.SENT || signal == Signal.CONT))
                .count();
    }

    @Test
    void theNeighbourLosesNeitherProcessNorLine() throws IOException, InterruptedException, ExecutionException {
        for (Future<Aborted> run : RUNS.values()) {
            run.get();
        }
        neighbour.assertUnharmed();
    }

    private static void note(Case run, String verdict) {
        TABLE.computeIfAbsent(run.script(), script -> new TreeMap<>()).put(run.shell(), verdict);
    }

    private static String verdict(Case run, Aborted aborted) {
        if (!aborted.alive().isEmpty()) {
            return "alive " + aborted.alive().size();
        }
        if (aborted.nextRan()) {
            return "next ran";
        }
        boolean killed = aborted.outcome().count(Ending.KILLED) > 0;
        if (run.script().equals(STUBBORN)) {
            return killed ? "killed" : "not killed";
        }
        return killed ? "killed" : aborted.finished() ? "ok" : "unfinished";
    }

    private static String table() {
        StringBuilder text = new StringBuilder(String.format("%n%-32s", "script, aborted"));
        Arrays.stream(Shell.values()).forEach(shell -> text.append(String.format("%-11s", shell)));
        TABLE.forEach((script, verdicts) -> {
            text.append(String.format("%n%-32s", script));
            Arrays.stream(Shell.values())
                    .forEach(shell -> text.append(String.format("%-11s", verdicts.getOrDefault(shell, "-"))));
        });
        return text.append('\n').toString();
    }
}
