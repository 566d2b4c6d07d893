package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Report;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Situations that users have reported of other programs, with these programs: see docs/cases.md. A few are played at a
 * time, as each mostly waits: the tests wait for theirs.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class PublicReportsTest {

    /** What is ended next to each other must not be in each other's way either. */
    private static final int AT_A_TIME = 3;

    private static final String OF_STARTERS = "(05|11|12|22|29|36|37|38)-.*";

    @TempDir
    private static Path folder;

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_A_TIME);
    private static final Map<String, Future<List<String>>> FAULTS = new HashMap<>();

    static Stream<Report> reports() throws IOException {
        return Report.all();
    }

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        for (Report report : reports().toList()) {
            if (report.missing().isEmpty()) {
                FAULTS.put(report.toString(), THREADS.submit(() -> abort(report, "", report.command())));
            }
        }
        for (Report report : ofStarters().toList()) {
            if (report.missing().isEmpty()) {
                FAULTS.put(
                        report + "-in-pipeline",
                        THREADS.submit(() -> abort(report, "-in-pipeline", report.commandInPipeline())));
            }
        }
    }

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void anAbortLeavesWhatAUserMayExpect(Report report) throws Exception {
        assertEndedWell(report, "");
    }

    /** SIGHUP, SIGINT and SIGQUIT are ignored from the start. */
    @ParameterizedTest
    @MethodSource("ofStarters")
    void soDoesOneInAPipeline(Report report) throws Exception {
        assertEndedWell(report, "-in-pipeline");
    }

    static Stream<Report> ofStarters() throws IOException {
        return reports().filter(report -> report.toString().matches(OF_STARTERS));
    }

    private static void assertEndedWell(Report report, String place) throws Exception {
        assumeTrue(report.missing().isEmpty(), () -> report + " needs " + missing(report));
        try {
            assertThat(FAULTS.get(report + place).get()).isEmpty();
        } catch (ExecutionException e) {
            throw new AssertionError(report + " could not be played", e.getCause());
        }
    }

    private static String missing(Report report) {
        try {
            return report.missing().toString();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    /** What is not as a user may expect; then all that was printed comes with it. */
    private static List<String> abort(Report report, String place, List<String> command)
            throws IOException, InterruptedException {
        Path markers = Files.createDirectory(folder.resolve(report + place));
        Outcome outcome;
        List<String> lines;
        String errors;
        try (RealBuild build = RealBuild.start(markers, report.variables(), command)) {
            build.awaitMark("ready");
            outcome = build.cleanKill(report.ladder(), event -> {}).terminate().outcome();
            assertThat(build.alive()).as("alive at the end").isEmpty();
            lines = build.output().awaitEnd();
            errors = build.errorText();
        }
        List<String> faults = new java.util.ArrayList<>(report.broken(markers));
        if (!report.mayKill(outcome.count(Ending.KILLED))) {
            faults.add(outcome.count(Ending.KILLED) + " were killed");
        }
        if (!faults.isEmpty()) {
            faults.add(outcome + "\n" + String.join("\n", lines) + "\n" + errors);
        }
        return faults;
    }
}
