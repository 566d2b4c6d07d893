package io.jenkins.plugins.cleankill.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuildOutcomeTest {

    @Test
    void containersAreToldByTheirNames() {
        assertThat(BuildOutcome.ofReports(List.of(Reports.full(), Reports.full()))
                        .toMap()
                        .get("containers"))
                .isEqualTo(Map.of("stopped", List.of("db"), "running", List.of(Reports.NASTY)));
    }

    @Test
    void aBuildWithoutTerminationsHasNothing() {
        assertThat(BuildOutcome.of(List.of()).toMap())
                .containsEntry("terminations", 0)
                .containsEntry("killed", 0)
                .containsEntry("took", 0.0)
                .containsEntry(
                        "names", Map.of("ended", List.of(), "killed", List.of(), "kept", List.of(), "left", List.of()));
    }

    @Test
    void terminationsAddUpAndTheLastWordOnAProcessCounts() {
        BuildOutcome outcome = BuildOutcome.of(List.of(
                stored(1, process(7, "redis", Ending.LEFT), process(8, "make", Ending.ENDED)),
                stored(2, process(7, "redis", Ending.KILLED), process(9, "adb", Ending.KEPT))));

        assertThat(outcome.toMap())
                .containsEntry("terminations", 2)
                .containsEntry("ended", 1)
                .containsEntry("killed", 1)
                .containsEntry("left", 0)
                .containsEntry("kept", 1)
                .containsEntry("took", 3.0);
        assertThat(((Map<?, ?>) outcome.toMap().get("names")).get("killed")).isEqualTo(List.of("redis (7)"));
    }

    @Test
    void namesAreSafeAndNotTooMany() {
        ProcessRecord[] many = IntStream.rangeClosed(1, 150)
                .mapToObj(pid -> process(pid, "a\u001b[31m", Ending.KILLED))
                .toArray(ProcessRecord[]::new);

        Map<String, Object> map = BuildOutcome.of(List.of(stored(1, many))).toMap();

        assertThat(map).containsEntry("killed", 150);
        assertThat((List<?>) ((Map<?, ?>) map.get("names")).get("killed"))
                .hasSize(100)
                .noneMatch(name -> name.toString().contains("\u001b"));
    }

    @Test
    void aReportThatCannotBeReadIsAProblem() {
        BuildOutcome outcome = BuildOutcome.of(List.of(new StoredReport(1, null, "The report is too large")));

        assertThat(outcome.problems()).containsExactly("The report is too large");
    }

    private static StoredReport stored(int number, ProcessRecord... processes) {
        Outcome full = Reports.full().outcome();
        Outcome outcome =
                new Outcome(full.started(), Duration.ofMillis(1500), full.rungs(), List.of(processes), List.of());
        return new StoredReport(
                number, new TerminationReport("Aborted by alice", Reports.full().settings(), outcome), null);
    }

    private static ProcessRecord process(long pid, String command, Ending ending) {
        return new ProcessRecord(
                pid,
                1,
                command,
                List.of(),
                Membership.COOKIE,
                Duration.ZERO,
                List.of(),
                List.of(),
                ending,
                ending == Ending.KILLED || ending == Ending.ENDED ? Duration.ofSeconds(1) : null,
                null);
    }
}
