package io.jenkins.plugins.cleankill.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes lines to a stream that may cross a channel: each as one piece, so that nothing comes between its parts. */
final class LineWriter implements Consumer<String> {

    private OutputStream stream;
    private boolean broken;

    LineWriter(OutputStream stream) {
        this.stream = stream;
    }

    /** A log that can't be written any more must not stop the killing: the first failure ends the writing. */
    @Override
    public synchronized void accept(String line) {
        if (!broken) {
            try {
                write(line);
            } catch (UncheckedIOException e) {
                broken = true;
                java.util.logging.Logger.getLogger(LineWriter.class.getName())
                        .log(java.util.logging.Level.WARNING, "The build's log can't be written any more", e);
            }
        }
    }

    /** The next lines go there: the old stream's connection was lost. */
    synchronized void redirect(OutputStream next) {
        stream = next;
        broken = false;
    }

    private void write(String line) {
        try {
            stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
