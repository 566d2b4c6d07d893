package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Passes output that was read in place of a process to our own standard output, where COMMAND's goes; not our lines. */
record TakenOverOutput(ProgressListener lines) implements ProgressListener {

    @Override
    public void on(TerminationEvent event) {
        if (event instanceof TerminationEvent.TakenOver output) {
            write(output.output());
        } else {
            lines.on(event);
        }
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
