package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Container;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests with a Jenkins for all, on a machine that permits containers: no test leaves a build or a process behind. */
abstract class ContainersTestBase extends PipelineFixtureTestBase {

    static final String OVER = "\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left";

    @BeforeAll
    static void askWhetherContainersArePermitted() throws Exception {
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
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
