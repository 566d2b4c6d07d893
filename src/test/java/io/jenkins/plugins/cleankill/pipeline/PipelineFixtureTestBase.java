package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests with a Jenkins for all of them, and a fixture for each. */
abstract class PipelineFixtureTestBase {

    static JenkinsRule jenkins;

    @TempDir
    static Path root;

    @TempDir
    Path folder;

    PipelineFixture fixture;

    @BeforeAll
    static void keepTheRule(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void setUpFixture() throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
    }
}
