package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jenkinsci.plugins.workflow.cps.CpsStepContext;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.jvnet.hudson.test.LogRecorder;

/** The controller's log of a test: no exception may be in it, ours or one that we have brought about. */
final class LoggedExceptions implements AutoCloseable {

    private static final String DEAD_STEP = "Unable to load FlowNode or CpsFlowExecution when completing";

    private final LogRecorder log = new LogRecorder()
            .record("io.jenkins.plugins.cleankill", Level.WARNING)
            .record(DurableTaskStep.class, Level.INFO)
            .record(CpsStepContext.class, Level.INFO)
            .capture(1000);

    private boolean hardKill;

    /** durable-task will tell its dead step the command's end, by either side, and log an exception for that. */
    void expectThatOfAHardKill() {
        hardKill = true;
    }

    void assertNone() {
        assertThat(log.getRecords())
                .filteredOn(record -> !hardKill || !record.getMessage().startsWith(DEAD_STEP))
                .extracting(LogRecord::getThrown)
                .filteredOn(Objects::nonNull)
                .isEmpty();
    }

    @Override
    public void close() {
        log.close();
    }
}
