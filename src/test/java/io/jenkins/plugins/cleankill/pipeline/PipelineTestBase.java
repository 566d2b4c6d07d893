package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests with a Jenkins and an agent for all of them, and a fixture for each: no test leaves a process behind. */
abstract class PipelineTestBase {

    static JenkinsRule jenkins;

    @TempDir
    static Path root;

    @TempDir
    Path folder;

    PipelineFixture fixture;

    final LoggedExceptions exceptions = new LoggedExceptions();

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        TestAgent.connect(rule, "here", root);
    }

    @BeforeEach
    void setUpFixture() throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
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
