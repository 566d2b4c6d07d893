package io.jenkins.plugins.cleankill.engine.os.linux.proc;

import io.jenkins.plugins.cleankill.engine.attack.Fuzz;
import io.jenkins.plugins.cleankill.engine.attack.FuzzTarget;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files below {@code /proc}, damaged at random. */
@Timeout(300)
class ProcFilesFuzzTest {

    static List<FuzzTarget> parsers() {
        return ProcParsers.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void takesWhateverIsThere(FuzzTarget parser) {
        Fuzz.mutations(parser);
    }
}
