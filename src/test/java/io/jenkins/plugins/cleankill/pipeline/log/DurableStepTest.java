package io.jenkins.plugins.cleankill.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.Test;

class DurableStepTest {

    /** A termination may outlast the controller: there is no instance then, or one that has only begun to start. */
    @Test
    void theTimeOfAStoppedStepIsKnownWithoutAController() {
        assertThat(Jenkins.getInstanceOrNull()).isNull();

        assertThat(DurableStep.jenkinsTime())
                .isPositive()
                .isEqualTo(Duration.ofSeconds(DurableTaskStep.REMOTE_TIMEOUT));
    }
}
