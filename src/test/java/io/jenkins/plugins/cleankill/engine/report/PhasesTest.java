package io.jenkins.plugins.cleankill.engine.report;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.Phases.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhasesTest {

    @Test
    void tellsWhereTheTimeWentAndWhoOutlivedIt() {
        List<Phase> phases = Phases.of(Reports.full().outcome());

        assertThat(phases)
                .extracting(Phase::signal, Phase::from, Phase::until, Phase::ended)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Signal.INT, Duration.ZERO, ofSeconds(10), 3),
                        org.assertj.core.groups.Tuple.tuple(Signal.TERM, ofSeconds(10), ofSeconds(15), 0),
                        org.assertj.core.groups.Tuple.tuple(Signal.KILL, ofSeconds(15), ofMillis(15_102), 1));
        assertThat(phases.get(0).outlived()).extracting(ProcessRecord::pid).containsExactly(4802L, 4901L);
        assertThat(phases.get(2).outlived()).extracting(ProcessRecord::pid).containsExactly(4901L);
    }

    @Test
    void whereAllEndedInTheFirstRungThereIsNoMore() {
        Outcome full = Reports.full().outcome();
        Outcome quick = new Outcome(
                full.started(),
                ofMillis(9_300),
                full.rungs().subList(0, 1),
                full.processes().subList(0, 3),
                List.of());

        assertThat(Phases.of(quick)).singleElement().satisfies(only -> {
            assertThat(only.until()).isEqualTo(ofMillis(9_300));
            assertThat(only.ended()).isEqualTo(3);
            assertThat(only.outlived()).isEmpty();
        });
    }

    @Test
    void whoIsHeldIsNotToBlameButWhereAllAreHeldTheyAreNamed() {
        ProcessRecord shell = Reports.full().outcome().processes().get(0);
        ProcessRecord terraform = Reports.full().outcome().processes().get(1);
        Outcome hurried = new Outcome(
                Instant.EPOCH,
                ofSeconds(5),
                Reports.full().outcome().rungs().subList(0, 1),
                List.of(shell, terraform),
                List.of());

        assertThat(Phases.of(hurried).get(0).outlived()).containsExactly(terraform);
    }

    @Test
    void nothingToEndHasNoPhases() {
        assertThat(Phases.of(new Outcome(Instant.EPOCH, Duration.ZERO, List.of(), List.of(), List.of())))
                .isEmpty();
    }
}
