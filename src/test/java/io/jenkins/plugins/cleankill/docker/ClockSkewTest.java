package io.jenkins.plugins.cleankill.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {

    @ParameterizedTest
    @CsvSource({"100,0", "150,0", "200,0", "99,-1", "201,101", "90100,90000"})
    void itIsTheMostThatItCanBeUnlessTheClocksMayAgree(long answered, long expected) {
        assertThat(ClockSkew.of(Instant.ofEpochMilli(100), Instant.ofEpochMilli(answered), Instant.ofEpochMilli(200)))
                .isEqualTo(Duration.ofMillis(expected));
    }
}
