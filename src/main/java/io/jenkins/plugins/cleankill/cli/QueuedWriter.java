package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.report.LineQueue;
import java.io.Writer;

/** A writer that never blocks: flushed text goes to a queue as one piece. */
final class QueuedWriter extends Writer {

    private final LineQueue queue;
    private final StringBuilder piece = new StringBuilder();

    QueuedWriter(LineQueue queue) {
        this.queue = queue;
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        synchronized (piece) {
            piece.append(characters, offset, length);
        }
    }

    @Override
    public void flush() {
        synchronized (piece) {
            if (!piece.isEmpty()) {
                queue.accept(piece.toString());
                piece.setLength(0);
            }
        }
    }

    @Override
    public void close() {
        flush();
    }
}
