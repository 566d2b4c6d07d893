package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.testing.TestAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests with a Jenkins and an agent for all of them, and a fixture for each: no test leaves a process behind. */
abstract class PipelineTestBase extends PipelineFixtureTestBase {

    final LoggedExceptions exceptions = new LoggedExceptions();

    @BeforeAll
    static void startAgent() throws Exception {
        TestAgent.connect(jenkins, "here", root);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (exceptions) {
            exceptions.assertNone();
            assertThat(fixture.alive()).isEmpty();
        } finally {
            fixture.clear();
        }
    }

    /** Starts a build, waits until its log says that, aborts it as alice, and returns the log of its end. */
    String abortAt(String message, String script) throws Exception {
        return fixture.abortAt(message, fixture.start(script));
    }
}
