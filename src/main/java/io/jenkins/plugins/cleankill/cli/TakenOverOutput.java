package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import io.jenkins.plugins.cleankill.engine.termination.ProgressListener;
import io.jenkins.plugins.cleankill.engine.termination.TerminationEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * Passes output that was read in place of a process to our own standard output, where COMMAND's goes; not our lines. A
 * thread of the queue's own writes it: a pipe that no process reads holds no termination up.
 */
record TakenOverOutput(LineQueue queue, ProgressListener lines) implements ProgressListener {

    private static final Duration FOR_THE_LAST_OUTPUT = Duration.ofSeconds(1);

    @Override
    public void on(TerminationEvent event) {
        if (event instanceof TerminationEvent.TakenOver output) {
            queue.after(() -> write(output.output()));
            return;
        }
        if (event instanceof TerminationEvent.Over) {
            queue.drain(FOR_THE_LAST_OUTPUT);
        }
        lines.on(event);
    }

    /** Not closed: the descriptor is the whole command's. */
    @SuppressWarnings("resource")
    private static void write(byte[] output) {
        try {
            new FileOutputStream(FileDescriptor.out).write(output);
        } catch (IOException ignored) {
            // EPIPE: no process reads our output any more, as COMMAND itself would have seen
        }
    }
}
