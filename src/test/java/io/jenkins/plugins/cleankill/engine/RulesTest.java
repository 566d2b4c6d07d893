package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.plan.Row;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Report;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule of the delivery on real processes: the scripts of {@code src/test/resources/rules}, none of which ends as it
 * should without its rule. A receiver counts the signals that it gets, from whatever process they come.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class RulesTest {

    @TempDir
    private Path folder;

    static Stream<Report> inFreestyle() throws IOException {
        return Report.rules().filter(Report::isFreestyle);
    }

    static Stream<Report> inPipeline() throws IOException {
        return Report.rules().filter(Report::isPipeline);
    }

    @Test
    void everyRowHasAScript() throws IOException {
        Set<String> rows = Report.rules().map(Report::row).collect(Collectors.toSet());

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Row.values())
                        .map(row ->
                                row.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("inFreestyle")
    void aRuleHolds(Report rule) throws IOException, InterruptedException {
        abort(rule, rule.command());
    }

    /** SIGHUP, SIGINT and SIGQUIT are ignored from the start. */
    @ParameterizedTest
    @MethodSource("inPipeline")
    void itHoldsInAPipeline(Report rule) throws IOException, InterruptedException {
        abort(rule, rule.commandInPipeline());
    }

    private void abort(Report rule, List<String> command) throws IOException, InterruptedException {
        assumeTrue(rule.missing().isEmpty(), () -> rule + " needs " + rule.missing());

        Outcome outcome;
        String said;
        try (RealBuild build = RealBuild.start(folder, rule.variables(), command)) {
            build.awaitMark("ready");
            outcome = build.cleanKill(rule.ladder(), event -> {}).terminate().outcome();
            assertThat(build.alive()).as("alive at the end").isEmpty();
            said = String.join("\n", build.output().awaitEnd()) + "\n" + build.errorText();
        }

        String story = outcome + "\n" + said;
        assertThat(rule.broken(folder)).as(story).isEmpty();
        assertThat(outcome.count(Ending.KILLED)).as(story).isEqualTo(rule.killed());
    }
}
