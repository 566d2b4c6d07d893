package io.jenkins.plugins.cleankill.engine.attack;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users, files and containers give us, damaged at random. */
@Timeout(300)
class InputsFuzzTest {

    static List<FuzzTarget> inputs() {
        return Inputs.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void isAnAnswerOrTheDeclaredException(FuzzTarget input) {
        Fuzz.mutations(input);
    }
}
