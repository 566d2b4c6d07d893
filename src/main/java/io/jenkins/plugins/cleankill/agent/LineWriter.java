package io.jenkins.plugins.cleankill.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes lines to a stream that may cross a channel: each as one piece, so that nothing comes between its parts. It
 * blocks as long as the stream does: a thread that has more to do than that uses a {@link
 * io.jenkins.plugins.cleankill.engine.report.LineQueue}.
 */
final class LineWriter implements Consumer<String> {

    private static final Logger LOGGER = Logger.getLogger(LineWriter.class.getName());

    /** Null once it could not be written to. */
    private volatile OutputStream stream;

    LineWriter(OutputStream stream) {
        this.stream = stream;
    }

    /** A log that can't be written any more must not stop the killing: the first failure ends the writing. */
    @Override
    public synchronized void accept(String line) {
        OutputStream present = stream;
        if (present != null) {
            try {
                present.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                present.flush();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "The build's log can't be written any more", e);
                giveUp(present);
            }
        }
    }

    private void giveUp(OutputStream failed) {
        if (stream == failed) {
            stream = null;
        }
    }

    /** The next lines go there: the old stream's connection was lost. A write to it may still hang: it is not waited for. */
    void redirect(OutputStream next) {
        stream = next;
    }
}
