package io.jenkins.plugins.cleankill.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportRowsTest {

    private final List<ProcessRecord> processes = new ArrayList<>();

    @Test
    void aFewAreARowEach() {
        add(1, 0, "sh");
        add(2, 1, "sleep");
        add(3, 1, "sleep");
        add(4, 1, "sleep");

        assertThat(rows()).containsExactly("0 sh 1", "1 sleep 2", "1 sleep 3", "1 sleep 4");
    }

    @Test
    void aLoopOfTwoCommandsIsTwoRows() {
        add(1, 0, "sh");
        for (long pid = 10; pid < 50; pid += 2) {
            add(pid, 1, "sleep");
            add(pid + 1, 1, "date");
        }
        add(60, 1, "tee");

        assertThat(rows()).containsExactly("0 sh 1", "1 20 x sleep", "1 20 x date", "1 tee 60");
        assertThat(ReportRow.count(ReportRows.of(processes))).isEqualTo(42);
    }

    @Test
    void aLoopOfSubshellsIsOneRowThatTellsOfAll() {
        add(1, 0, "sh");
        for (long pid = 10; pid < 50; pid += 2) {
            add(pid, 1, "sh");
            add(pid + 1, pid, "sleep");
        }

        assertThat(rows()).containsExactly("0 sh 1", "1 20 x sh");
        assertThat(ReportRows.of(processes).get(1).processes()).isEqualTo(40);
    }

    @Test
    void whoEndedOtherwiseOrWasHeldStandsAlone() {
        for (long pid = 1; pid <= 8; pid++) {
            add(pid, 0, "cc");
        }
        processes.set(3, process(4, 0, "cc", Ending.KILLED, List.of()));
        processes.set(5, process(6, 0, "cc", Ending.ENDED, List.of(new Span(Duration.ZERO, Duration.ofSeconds(1)))));

        assertThat(rows()).containsExactly("0 6 x cc", "0 cc 4", "0 cc 6");
    }

    @Test
    void orphansOfDifferentParentsAreNotOneRow() {
        for (long pid = 100; pid < 108; pid++) {
            add(pid, pid % 2, "daemon");
        }

        assertThat(rows()).containsExactly("0 4 x daemon", "0 4 x daemon");
    }

    @Test
    void whereParentsGoRoundNobodyIsLostOrTwice() {
        for (long pid = 2; pid < 12; pid++) {
            add(pid, pid == 2 ? 11 : pid - 1, "x");
        }
        add(20, 20, "y");

        assertThat(ReportRows.of(processes)).hasSize(11);
    }

    @Test
    void ofTooManyThoseAreShownThatAPersonAsksFor() {
        for (long pid = 1; pid <= 100; pid++) {
            processes.add(process(pid, 0, "cc" + pid, pid % 50 == 0 ? Ending.LEFT : Ending.ENDED, List.of()));
        }

        assertThat(MostRelevant.of(processes, ProcessRecord::ending, 4))
                .extracting(ProcessRecord::pid)
                .containsExactly(1L, 2L, 50L, 100L);
    }

    private List<String> rows() {
        processes.sort(Comparator.comparing(ProcessRecord::pid));
        return ReportRows.of(processes).stream()
                .map(row -> row.depth() + " "
                        + (row.isMany()
                                ? row.alike().size() + " x " + row.first().command()
                                : row.first().command() + " " + row.first().pid()))
                .toList();
    }

    private void add(long pid, long parent, String command) {
        processes.add(process(pid, parent, command, Ending.ENDED, List.of()));
    }

    private static ProcessRecord process(long pid, long parent, String command, Ending ending, List<Span> frozen) {
        return new ProcessRecord(
                pid,
                parent,
                command,
                List.of(),
                Membership.COOKIE,
                Duration.ofMillis(pid),
                List.of(),
                frozen,
                ending,
                ending == Ending.LEFT ? null : Duration.ofSeconds(1),
                null);
    }
}
