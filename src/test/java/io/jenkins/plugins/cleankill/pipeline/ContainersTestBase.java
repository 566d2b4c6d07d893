package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Tests with a Jenkins for all, on a machine that permits containers: no test leaves a build or a process behind. */
abstract class ContainersTestBase {

    static final String OVER = "\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left";

    static JenkinsRule jenkins;

    @TempDir
    static Path root;

    @TempDir
    Path folder;

    PipelineFixture fixture;

    @BeforeAll
    static void keepTheRule(JenkinsRule rule) throws Exception {
        jenkins = rule;
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
    }

    @BeforeEach
    void setUpFixture() throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try {
            fixture.endAll();
            assertThat(fixture.alive()).isEmpty();
        } finally {
            fixture.clear();
        }
    }
}
