package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The scripts of {@code examples/}, each aborted while it works, under every shell. A few run at a time: each takes more than a
 * second, of which it sleeps nearly all.
 */
final class AbortedExamples implements AutoCloseable {

    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Duration WINDOW_IN_VAIN = Duration.ofSeconds(2);
    private static final String STUBBORN = "11-ignores-term";

    private final DeliveryContract contract;
    private final Path examples;
    private final ExecutorService pool;
    private final Map<Case, Future<Aborted>> runs = new HashMap<>();
    private final Map<String, Map<Shell, String>> table = new TreeMap<>();

    /** A script under a shell. */
    record Case(String script, Shell shell) {

        boolean isStubborn() {
            return script.equals(STUBBORN);
        }

        @Override
        public String toString() {
            return script + " under " + shell;
        }
    }

    /** What came of it. */
    private record Aborted(
            Outcome outcome,
            List<String> lines,
            String errors,
            List<String> alive,
            boolean finished,
            boolean nextRan,
            boolean skipped) {}

    private AbortedExamples(DeliveryContract contract, Path examples, int atATime) {
        this.contract = contract;
        this.examples = examples;
        this.pool = Executors.newFixedThreadPool(atATime);
    }

    /** Starts all of them. */
    static AbortedExamples start(DeliveryContract contract, int atATime) throws IOException {
        Path copy = contract.newFolder();
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        AbortedExamples started = new AbortedExamples(contract, copy, atATime);
        cases(contract.shellsOfExamples().filter(Shell::isInstalled).toList())
                .forEach(run -> started.runs.put(run, started.pool.submit(() -> started.abort(run))));
        return started;
    }

    private static List<Path> files() throws IOException {
        Path source = Stream.of("examples", "../examples")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        try (Stream<Path> files = Files.list(source)) {
            return files.sorted().toList();
        }
    }

    static Stream<Case> cases(List<Shell> shells) throws IOException {
        return files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches("\\d\\d-.*\\.sh"))
                .map(name -> name.substring(0, name.length() - 3))
                .flatMap(script -> shells.stream().map(shell -> new Case(script, shell)));
    }

    private Aborted abort(Case run) throws IOException, InterruptedException {
        String file = examples.resolve(run.script() + ".sh").toString();
        Map<String, String> variables = Map.of("CK_SHELL", run.shell().command(), "EXAMPLES", examples.toString());
        List<String> command = contract.entering(run.shell(), run.shell().running(file));
        try (RealBuild build = RealBuild.start(contract.newFolder(), variables, command)) {
            build.output()
                    .await(lines -> lines.contains("READY") || lines.stream().anyMatch(l -> l.startsWith("needs")));
            boolean skipped = !build.output().lines().contains("READY");
            Outcome outcome = contract.abort(build, run.shell(), run.isStubborn() ? WINDOW_IN_VAIN : WINDOW);
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

    /** Waits for its end. */
    void assertEndedAsItShould(Case run) throws InterruptedException, ExecutionException {
        note(run, "-");
        assumeTrue(run.shell().isInstalled(), run.shell() + " is not installed");
        Aborted aborted = runs.get(run).get();
        assumeTrue(!aborted.skipped(), () -> String.join(" ", aborted.lines()));
        note(run, verdict(run, aborted));

        assertThat(aborted.alive()).as("alive at the end").isEmpty();
        assertThat(aborted.nextRan()).as("the next command ran: %s", aborted).isFalse();
        assertThat(aborted.lines()).doesNotContain("next ran");
        if (run.isStubborn()) {
            assertKilledAtTheEndOfItsWindow(run.shell(), aborted.outcome());
        } else {
            assertFinished(run, aborted);
        }
        assertThat(aborted.outcome().processes()).allSatisfy(DeliveryContract::assertContinued);
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
        assertThat(outcome.took()).as("%s", outcome).isGreaterThanOrEqualTo(WINDOW_IN_VAIN);
        assertThat(outcome.processes())
                .filteredOn(process -> process.ending() == Ending.KILLED)
                .isNotEmpty()
                .extracting(ProcessRecord::why)
                .contains(why);
    }

    /** Waits for the end of all of them. */
    void awaitAll() throws InterruptedException, ExecutionException {
        for (Future<Aborted> run : runs.values()) {
            run.get();
        }
    }

    private void note(Case run, String verdict) {
        table.computeIfAbsent(run.script(), script -> new TreeMap<>()).put(run.shell(), verdict);
    }

    private static String verdict(Case run, Aborted aborted) {
        if (!aborted.alive().isEmpty()) {
            return "alive " + aborted.alive().size();
        }
        if (aborted.nextRan()) {
            return "next ran";
        }
        boolean killed = aborted.outcome().count(Ending.KILLED) > 0;
        if (run.isStubborn()) {
            return killed ? "killed" : "not killed";
        }
        return killed ? "killed" : aborted.finished() ? "ok" : "unfinished";
    }

    /** The verdicts, a line for each script. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format("%n%-32s", "script, aborted"));
        Arrays.stream(Shell.values()).forEach(shell -> text.append(String.format("%-11s", shell)));
        table.forEach((script, verdicts) -> {
            text.append(String.format("%n%-32s", script));
            Arrays.stream(Shell.values())
                    .forEach(shell -> text.append(String.format("%-11s", verdicts.getOrDefault(shell, "-"))));
        });
        return text.append('\n').toString();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
