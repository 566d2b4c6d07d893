package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.plan.Row;
import io.jenkins.plugins.cleankill.engine.real.Aborts;
import io.jenkins.plugins.cleankill.engine.real.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
@Timeout(300)
class RulesTest {

    @TempDir
    private static Path folder;

    private static Aborts aborts;

    static Stream<Report> inFreestyle() throws IOException {
        return Report.rules().filter(Report::isFreestyle);
    }

    static Stream<Report> inPipeline() throws IOException {
        return Report.rules().filter(Report::isPipeline);
    }

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        aborts = new Aborts(folder);
        for (Report rule : inFreestyle().toList()) {
            aborts.begin(rule);
        }
        for (Report rule : inPipeline().toList()) {
            aborts.beginInPipeline(rule);
        }
    }

    @AfterAll
    static void end() {
        aborts.close();
    }

    @Test
    void everyRowHasAScript() throws IOException {
        Set<String> rows = Report.rules().map(Report::row).collect(Collectors.toSet());

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Row.values()).map(Row::title).toList());
    }

    @ParameterizedTest
    @MethodSource("inFreestyle")
    void aRuleHolds(Report rule) throws IOException, InterruptedException {
        aborts.assertEndedWell(rule);
    }

    /** SIGHUP, SIGINT and SIGQUIT are ignored from the start. */
    @ParameterizedTest
    @MethodSource("inPipeline")
    void itHoldsInAPipeline(Report rule) throws IOException, InterruptedException {
        aborts.assertEndedWellInPipeline(rule);
    }
}
