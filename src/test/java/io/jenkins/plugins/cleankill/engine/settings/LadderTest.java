package io.jenkins.plugins.cleankill.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TERM 15s|TERM 15s|15",
                "INT 30s, TERM 20s|INT 30s, TERM 20s|50",
                "  sigint 2m ,QUIT 1 s|INT 120s, QUIT 1s|121"
            })
    void readsWhatAUserWrites(String text, String canonical, long seconds) {
        Ladder ladder = Ladder.parse(text);

        assertThat(ladder).hasToString(canonical);
        assertThat(ladder.total()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(Ladder.parse(ladder.toString())).isEqualTo(ladder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "TERM",
                "TERM 0s",
                "TERM -1s",
                "TERM 15",
                "TERM 1.5s",
                "TERM 1h",
                "KILL 1s",
                "STOP 1s",
                "FOO 1s",
                "TERM 1s,",
                "TERM 9999999s"
            })
    void refusesEverythingElseByName(String text) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Ladder.parse(text))
                .withMessageStartingWith("ladder: '")
                .withMessageContaining("allowed: ");
    }

    @Test
    void namesTheFieldAndTheCap() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Ladder.ofSoftKillSeconds(601).within(Duration.ofMinutes(10), "softKillSeconds"))
                .withMessage("softKillSeconds: 'TERM 601s' is not allowed; allowed: at most 600s for all windows"
                        + " together, as the administrator set");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aWindowIsOneSecondOrMore(int seconds) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Ladder.ofSoftKillSeconds(seconds))
                .withMessage("softKillSeconds: '" + seconds + "' is not allowed; allowed: whole seconds, 1 or more");
    }
}
