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
    @CsvSource(
            delimiter = '|',
            value = {
                "TERM 15s|15|TERM 15s",
                "TERM 300s|60|TERM 60s",
                "INT 200s, TERM 100s|30|INT 20s, TERM 10s",
                "INT 1s, TERM 599s|60|INT 1s, TERM 59s",
                "INT 10s, QUIT 10s, TERM 10s|2|INT 1s, QUIT 1s",
                "TERM 2s|1|TERM 1s"
            })
    void isShortenedSignalBySignal(String text, int cap, String shortened) {
        assertThat(Ladder.parse(text).shortenedTo(Duration.ofSeconds(cap))).isEqualTo(Ladder.parse(shortened));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aWindowIsOneSecondOrMore(int seconds) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Ladder.ofSoftKillSeconds(seconds))
                .withMessage("softKillSeconds: '" + seconds + "' is not allowed; allowed: whole seconds, 1 or more");
    }
}
