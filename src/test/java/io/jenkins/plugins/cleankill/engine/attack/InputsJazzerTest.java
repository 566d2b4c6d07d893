package io.jenkins.plugins.cleankill.engine.attack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** The same inputs, and by hand inputs that are made where coverage leads: see CONTRIBUTING.md. */
class InputsJazzerTest {

    private static final class Corpus extends Seeds {
        private Corpus() {
            super(Inputs.ALL);
        }
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void ladders(byte[] input) {
        Inputs.LADDERS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void globs(byte[] input) {
        Inputs.GLOBS_OF_USERS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void commands(byte[] input) {
        Inputs.COMMANDS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void reports(byte[] input) {
        Inputs.REPORTS.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void lines(byte[] input) {
        Inputs.LINES.judge(input);
    }

    @ArgumentsSource(Corpus.class)
    @FuzzTest(maxDuration = "3m")
    void journals(byte[] input) {
        Inputs.JOURNALS.judge(input);
    }
}
