package io.jenkins.plugins.cleankill.engine;

import io.jenkins.plugins.cleankill.engine.real.Aborts;
import io.jenkins.plugins.cleankill.engine.real.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Situations that users have reported of other programs, with these programs: see docs/cases.md. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class PublicReportsTest {

    private static final String OF_STARTERS = "(05|11|12|22|29|36|37|38|47|55)-.*";

    @TempDir
    private static Path folder;

    private static Aborts aborts;

    static Stream<Report> reports() throws IOException {
        return Report.all();
    }

    static Stream<Report> ofStarters() throws IOException {
        return reports().filter(report -> report.toString().matches(OF_STARTERS));
    }

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        aborts = new Aborts(folder);
        for (Report report : reports().toList()) {
            aborts.begin(report);
        }
        for (Report report : ofStarters().toList()) {
            aborts.beginInPipeline(report);
        }
    }

    @AfterAll
    static void end() {
        aborts.close();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void anAbortLeavesWhatAUserMayExpect(Report report) throws IOException, InterruptedException {
        aborts.assertEndedWell(report);
    }

    /** SIGHUP, SIGINT and SIGQUIT are ignored from the start. */
    @ParameterizedTest
    @MethodSource("ofStarters")
    void soDoesOneInAPipeline(Report report) throws IOException, InterruptedException {
        aborts.assertEndedWellInPipeline(report);
    }
}
