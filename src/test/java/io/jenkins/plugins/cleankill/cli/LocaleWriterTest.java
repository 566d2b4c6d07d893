package io.jenkins.plugins.cleankill.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocaleWriterTest {

    @Test
    void whatTheLocaleHasNoLettersForIsSpelled() {
        String text = "b\u00fccher \u65e5 \ud83d\ude00";

        assertThat(LocaleWriter.spelled(text, UTF_8)).isEqualTo(text);
        assertThat(LocaleWriter.spelled(text, ISO_8859_1)).isEqualTo("b\u00fccher \\u65e5 \\U0001f600");
        assertThat(LocaleWriter.spelled(text, US_ASCII)).isEqualTo("b\\u00fccher \\u65e5 \\U0001f600");
    }
}
