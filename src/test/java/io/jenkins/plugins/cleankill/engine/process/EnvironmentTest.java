package io.jenkins.plugins.cleankill.engine.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EnvironmentTest {

    private static final Environment READ = Environment.of(Map.of("A", "1", "B", "2"));

    @Test
    void allThatIsWantedMustBeThere() {
        assertThat(READ.hasAll(Map.of("A", "1", "B", "2"))).isTrue();
        assertThat(READ.hasAll(Map.of("A", "1", "B", "3"))).isFalse();
        assertThat(READ.hasAll(Map.of("A", "1", "C", "1"))).isFalse();
    }

    @Test
    void nothingSelectsNothing() {
        assertThat(READ.hasAll(Map.of())).isFalse();
    }

    @Test
    void oneThatWasNotReadProvesNothing() {
        assertThat(Environment.UNREADABLE.has("A", "1")).isFalse();
        assertThat(Environment.UNREADABLE).isNotEqualTo(Environment.of(Map.of()));
        assertThat(Environment.UNREADABLE.variables()).isEmpty();
    }

    @Test
    void keepsWhatGetenvWouldSee() {
        Environment environment = read("A=1\0B=x=y\0A=2\0novalue\0=odd\0EMPTY=\0LAST=cut");

        assertThat(environment.variables()).isEqualTo(Map.of("A", "1", "B", "x=y", "EMPTY", "", "LAST", "cut"));
        assertThat(environment.get("A")).contains("1");
        assertThat(environment.get("B")).contains("x=y");
        assertThat(environment.has("EMPTY", "")).isTrue();
        assertThat(environment.has("LAST", "cut")).isTrue();
        assertThat(environment.get("novalue")).isEmpty();
        assertThat(environment.get("")).isEmpty();
        assertThat(environment.get("B=x")).isEmpty();
    }

    @Test
    void isEmptyWithoutAVariable() {
        assertThat(read("").isEmpty()).isTrue();
        assertThat(read("\0\0\0").isEmpty()).isTrue();
        assertThat(read("nginx: worker process\0=odd\0").isEmpty()).isTrue();
        assertThat(read("=odd\0A=").isEmpty()).isFalse();
    }

    @Test
    void aNameIsWholeAndStandsAtTheBegin() {
        Environment environment = read("X=A=1\0BA=1\0A_2=1\0X A=1\0");

        assertThat(environment.get("A")).isEmpty();
        assertThat(read("BA=1\0A=2").get("A")).contains("2");
    }

    @Test
    void aValueIsWhole() {
        Environment environment = read("A=12\0B=1\0");

        assertThat(environment.has("A", "1")).isFalse();
        assertThat(environment.has("A", "123")).isFalse();
        assertThat(environment.has("A", "12\0B=1")).isFalse();
        assertThat(environment.has("A", "12")).isTrue();
    }

    @Test
    void namesAndValuesMayBeAnyText() {
        Environment environment = read("GRÖSSE=groß\0A=日本語\0");

        assertThat(environment.has("GRÖSSE", "groß")).isTrue();
        assertThat(environment.get("A")).contains("日本語");
        assertThat(Environment.of(environment.variables()).variables()).isEqualTo(environment.variables());
    }

    @Test
    void bytesThatAreNoTextDoNotHideTheOthers() {
        byte[] bytes = "BAD=\u00ff\u00fe\0GOOD=yes\0".getBytes(ISO_8859_1);

        Environment environment = Environment.of(bytes, bytes.length);

        assertThat(environment.get("GOOD")).contains("yes");
        assertThat(environment.has("BAD", environment.get("BAD").orElseThrow())).isTrue();
        assertThat(environment.has("BAD", "\u00ff\u00fe")).isFalse();
    }

    @Test
    void thoseWithAPrefixAreTold() {
        assertThat(read("CLEAN_KILL_A=1\0B=CLEAN_KILL_C=\0CLEAN_KILL_D=2\0CLEAN_KILL=3\0")
                        .startingWith("CLEAN_KILL_"))
                .isEqualTo(Map.of("CLEAN_KILL_A", "1", "CLEAN_KILL_D", "2"));
    }

    @Test
    @Timeout(60)
    void oneThatWasOverwrittenTakesNoLongerThanItIsLong() {
        for (String part : new String[] {"\0", "=", "\0=", "A", "A=", "\0A"}) {
            Environment environment = read(part.repeat(2_000_000));

            assertThat(environment.get("AAAB")).isEmpty();
            assertThat(environment.isEmpty()).isEqualTo(!part.equals("A="));
            assertThat(environment.variables()).hasSize(part.equals("A=") ? 1 : 0);
        }
    }

    @Test
    void theSameVariablesAreTheSame() {
        assertThat(READ).isEqualTo(Environment.of(Map.of("B", "2", "A", "1"))).hasSameHashCodeAs(read("A=1\0B=2\0"));
        assertThat(READ).isNotEqualTo(Environment.of(Map.of("A", "1")));
    }

    @Test
    void isNeverPrintedWithItsVariables() {
        assertThat(Environment.of(Map.of("PASSWORD", "hunter2"))).hasToString("READ");
    }

    private static Environment read(String block) {
        byte[] bytes = block.getBytes(UTF_8);
        return Environment.of(bytes, bytes.length);
    }
}
