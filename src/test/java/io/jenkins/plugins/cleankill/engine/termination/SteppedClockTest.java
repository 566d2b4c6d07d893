package io.jenkins.plugins.cleankill.engine.termination;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is set in the middle of a window makes no window, and no time in the report, longer or shorter. */
class SteppedClockTest extends FakeMachineTestBase {

    @ParameterizedTest
    @ValueSource(ints = {-5, 5})
    void windowsKeepTheirLength(int hours) throws IOException {
        settings = with(Ladder.parse("INT 2s, TERM 3s"), Delivery.STRUCTURED);
        main("script").ignores(Signal.INT).catches(Signal.TERM, process -> {});
        main("tool").catches(Signal.INT, process -> {}).ignores(Signal.TERM);
        Instant begun = machine.wallTime();
        machine.after(Duration.ofMillis(1500), () -> machine.stepWallClock(Duration.ofHours(hours)));
        machine.after(Duration.ofMillis(3500), () -> machine.stepWallClock(Duration.ofHours(-2L * hours)));

        Outcome outcome = terminate();

        assertThat(Duration.between(begun, machine.wallTime()).abs()).isGreaterThan(Duration.ofHours(4));
        assertThat(sentAt("script", Signal.KILL)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
        assertThat(outcome.started()).isEqualTo(begun);
        assertThat(outcome.took()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(outcome.processes()).allSatisfy(process -> {
            assertThat(process.ending()).isEqualTo(Ending.KILLED);
            assertThat(process.firstSeen()).isBetween(Duration.ZERO, outcome.took());
            assertThat(process.endedAt()).isBetween(Duration.ofSeconds(5), outcome.took());
        });
    }
}
