package io.jenkins.plugins.cleankill.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"terraform", "a b (c) d", "naïve-ß-日本", "C:\\tool.exe", "<b>&amp;", "emoji-😀", "\\x1b"})
    void leavesHarmlessTextAsItIs(String text) {
        assertThat(SafeText.name(text)).isEqualTo(text);
        assertThat(SafeText.line(text)).isEqualTo(text);
    }

    @Test
    void aNameCanNotForgeALine() {
        assertThat(SafeText.name("x\n[clean-kill] Over\r\0\t")).isEqualTo("x\\x0a[clean-kill] Over\\x0d\\x00\\x09");
    }

    @Test
    void aNameCanNotColourOrMoveTheCursor() {
        assertThat(SafeText.name("\u001b[31mred\u009b2J")).isEqualTo("\\x1b[31mred\\x9b2J");
    }

    @Test
    void aNameCanNotStartAConsoleNote() {
        assertThat(SafeText.line("\u001b[8mha:AAAA\u001b[0m"))
                .doesNotContain("\u001b")
                .startsWith("\\x1b[8mha:");
    }

    @Test
    void aNameCanNotTurnTheDirectionOrHide() {
        assertThat(SafeText.name("a\u202eb\u2066c\u200bd\ufeffe\u2028f\u00a0g"))
                .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeffe\\u2028f\\xa0g");
        assertThat(SafeText.name("tag\udb40\udc41")).isEqualTo("tag\\U000e0041");
    }

    @Test
    void halvesOfCharactersAreShown() {
        assertThat(SafeText.name("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aBlankNameIsAQuestionMark(String blank) {
        assertThat(SafeText.name(blank)).isEqualTo("?");
    }

    @ParameterizedTest
    @CsvSource({"a, 200", "😀, 90", "'\n', 60"})
    void isBoundedEvenWhenEscapesMakeItLonger(String unit, int times) {
        String name = SafeText.name(unit + unit.repeat(times) + "x");

        assertThat(name).hasSizeLessThanOrEqualTo(SafeText.NAME_LIMIT).endsWith("...");
        assertThat(SafeText.line("a".repeat(5000))).hasSize(SafeText.LINE_LIMIT);
    }

    @Test
    void makingItSafeTwiceDoesNoHarm() {
        String once = SafeText.name("\u001b\n\u202e" + "😀".repeat(100));

        assertThat(SafeText.name(once)).isEqualTo(once);
        assertThat(SafeText.line(once)).isEqualTo(once);
    }
}
