package io.jenkins.plugins.cleankill.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays scripts and aborts them, a few at a time, as each mostly waits. */
public final class Aborts implements AutoCloseable {

    /** The number of aborts at a time: those next to each other must not be in each other's way, either. */
    private static final int AT_A_TIME = 3;

    private static final String IN_PIPELINE = "-in-pipeline";

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<String, Future<List<String>>> faults = new HashMap<>();
    private final Path folder;

    /** Each script has its marks in a folder of its own, below one that servers of other users may enter. */
    public Aborts(Path folder) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /** Plays it as in a Freestyle build, unless something is missing. */
    public void begin(Report report) throws IOException, InterruptedException {
        begin(report, report.toString(), report.command());
    }

    /** Plays it with SIGHUP, SIGINT and SIGQUIT ignored from the start. */
    public void beginInPipeline(Report report) throws IOException, InterruptedException {
        begin(report, report + IN_PIPELINE, report.commandInPipeline());
    }

    private void begin(Report report, String name, List<String> command) throws IOException, InterruptedException {
        if (report.missing().isEmpty()) {
            faults.put(name, threads.submit(() -> abort(report, Files.createDirectory(folder.resolve(name)), command)));
        }
    }

    /** Waits for its end. */
    public void assertEndedWell(Report report) throws IOException, InterruptedException {
        assertEndedWell(report, report.toString());
    }

    /** Waits for its end. */
    public void assertEndedWellInPipeline(Report report) throws IOException, InterruptedException {
        assertEndedWell(report, report + IN_PIPELINE);
    }

    private void assertEndedWell(Report report, String name) throws IOException, InterruptedException {
        List<String> missing = report.missing();
        assumeTrue(missing.isEmpty(), report + " needs " + missing);
        try {
            assertThat(faults.get(name).get()).isEmpty();
        } catch (ExecutionException e) {
            throw new AssertionError(name + " could not be played", e.getCause());
        }
    }

    /** The faults of the abort, as a user sees them; all that was printed comes with them. */
    private static List<String> abort(Report report, Path markers, List<String> command)
            throws IOException, InterruptedException {
        Outcome outcome;
        List<String> lines;
        String errors;
        try (RealBuild build = RealBuild.start(markers, report.variables(), command)) {
            build.awaitMark("ready");
            outcome = build.cleanKill(report.ladder(), event -> {}).terminate();
            assertThat(build.alive()).as("alive at the end").isEmpty();
            lines = build.output().awaitEnd();
            errors = build.errorText();
        }
        List<String> faults = new ArrayList<>(report.broken(markers));
        if (!report.mayKill(outcome.count(Ending.KILLED))) {
            faults.add(outcome.count(Ending.KILLED) + " were killed");
        }
        if (!faults.isEmpty()) {
            faults.add(outcome + "\n" + String.join("\n", lines) + "\n" + errors);
        }
        return faults;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
