package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScriptTimeTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Duration elapsed = Duration.ofSeconds(500);

    private final ScriptTime time = new ScriptTime(new Clock() {
        @Override
        public Instant wallTime() {
            return NOON.plus(elapsed);
        }

        @Override
        public Duration elapsed() {
            return elapsed;
        }
    });

    @Test
    void isOursUntilAJournalIsReplayed() {
        elapsed = elapsed.plusSeconds(3);

        assertThat(time.now()).hasSeconds(3);
        assertThat(time.isPast()).isFalse();
        assertThat(time.started()).isEqualTo(NOON.plusSeconds(500));
    }

    @Test
    void goesOnWithOurClockFromWhatWasTold() {
        time.began("2000");
        time.at("90000");
        time.at("90150");

        assertThat(time.now()).hasMillis(1_500);
        assertThat(time.isPast()).isTrue();

        time.live();
        elapsed = elapsed.plusSeconds(1);

        assertThat(time.now()).hasSeconds(21);
        assertThat(time.started()).isEqualTo(NOON.plusSeconds(480));
    }

    @Test
    void ofAWholeJournalIsKnownWhenItEnded() {
        time.at("90000");
        time.at("90400");
        time.endedBefore(Duration.ofMinutes(1));

        assertThat(time.now()).hasSeconds(4);
        assertThat(time.started()).isEqualTo(NOON.plusSeconds(500 - 60 - 4));
    }

    @Test
    void neverGoesBackAndTakesNoNonsense() {
        time.began("x");
        time.at("90400");
        time.at("90500");
        time.at("100");
        time.at("$(reboot)");
        time.at("1234567890123456789");

        assertThat(time.now()).hasSeconds(1);
        assertThat(time.started()).isEqualTo(NOON.plusSeconds(500));
    }

    /** Found by fuzzing: the termination would have taken less than no time. */
    @Test
    void isNotBeforeTheFirstMomentWhereAJournalIsToldOnceMore() {
        time.at("90400");
        time.live();
        time.at("90300");

        assertThat(time.now()).isZero();
    }
}
