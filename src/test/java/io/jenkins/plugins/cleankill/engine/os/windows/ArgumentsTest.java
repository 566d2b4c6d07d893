package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void quotesKeepBlanksTogetherAndABackslashQuotesAQuote() {
        assertThat(Arguments.split("java.exe -cp \"C:\\Program Files\\a.jar\"  Main"))
                .containsExactly("java.exe", "-cp", "C:\\Program Files\\a.jar", "Main");
        assertThat(Arguments.split("a \"b\\\"c\" \\\\x \"d\\\\\" e")).containsExactly("a", "b\"c", "\\\\x", "d\\", "e");
        assertThat(Arguments.split("a \"\"")).containsExactly("a", "");
        assertThat(Arguments.split("")).isEmpty();
    }

    @Test
    void anEnvironmentEndsAtItsEmptyLineAndHasHiddenVariables() {
        assertThat(ProcessBlock.variables("=C:=C:\\work\0A=1\0B=x=y\0EMPTY=\0\0GARBAGE=1\0"))
                .isEqualTo(Map.of("=C:", "C:\\work", "A", "1", "B", "x=y", "EMPTY", ""));
    }
}
