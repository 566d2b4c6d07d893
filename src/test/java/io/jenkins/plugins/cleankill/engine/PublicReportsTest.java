package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Situations that users have reported of other programs, with these programs: see docs/cases.md. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class PublicReportsTest {

    @TempDir
    private Path folder;

    static Stream<Report> reports() throws IOException {
        return Report.all();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void anAbortLeavesWhatAUserMayExpect(Report report) throws IOException, InterruptedException {
        abort(report, report.command());
    }

    /** SIGHUP, SIGINT and SIGQUIT are ignored from the start. */
    @ParameterizedTest
    @MethodSource("ofStarters")
    void soDoesOneInAPipeline(Report report) throws IOException, InterruptedException {
        abort(report, report.commandInPipeline());
    }

    static Stream<Report> ofStarters() throws IOException {
        return reports().filter(report -> report.toString().matches("(05|11|12)-.*"));
    }

    private void abort(Report report, List<String> command) throws IOException, InterruptedException {
        assumeTrue(report.missing().isEmpty(), () -> report + " needs " + report.missing());

        Outcome outcome;
        List<String> lines;
        String errors;
        try (RealBuild build = RealBuild.start(folder, report.variables(), command)) {
            build.awaitMark("ready");
            outcome = build.cleanKill(report.ladder(), event -> {}).terminate().outcome();
            assertThat(build.alive()).as("alive at the end").isEmpty();
            lines = build.output().awaitEnd();
            errors = build.errorText();
        }

        String journal = outcome + "\n" + String.join("\n", lines) + "\n" + errors;
        assertThat(report.broken(folder)).as(journal).isEmpty();
        assertThat(outcome.count(Ending.KILLED)).as(journal).isZero();
    }
}
