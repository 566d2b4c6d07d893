package io.jenkins.plugins.cleankill.engine.os.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PsLineTest {

    /** The letters are those of the manual pages of macOS, FreeBSD and Solaris. */
    @ParameterizedTest
    @CsvSource({
        "Ss, SLEEPING",
        "S+, SLEEPING",
        "I, SLEEPING",
        "R+, RUNNING",
        "O, RUNNING",
        "U, UNINTERRUPTIBLE",
        "D, UNINTERRUPTIBLE",
        "T, STOPPED",
        "TN, STOPPED",
        "Z+, ZOMBIE",
        "?, UNKNOWN"
    })
    void theFirstLetterIsTheState(String letters, ProcessState state) {
        assertThat(PsLine.parse("  501   498 " + letters)).contains(new PsLine(501, 498, state));
    }

    @Test
    void whatIsNoLineIsNone() {
        assertThat(PsLine.parse("")).isEmpty();
        assertThat(PsLine.parse("ps: stat: keyword not found")).isEmpty();
        assertThat(PsLine.parse("501 498")).isEmpty();
        assertThat(PsLine.parse("99999999999999999999 1 S")).isEmpty();
    }

    @Test
    void withoutPsNothingIsKnown() {
        assertThat(new Ps("AIX").lines())
                .as("a column that this ps does not know")
                .isEmpty();
    }
}
