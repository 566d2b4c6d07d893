package io.jenkins.plugins.cleankill.pipeline.log;

import hudson.console.LineTransformationOutputStream;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The log of a termination, with the block's secrets masked. Its last line is held back, if wanted: the processes' own
 * last lines come to the log a little later, when durable-task looks for them.
 */
public final class BlockLog extends LineTransformationOutputStream {

    private final OutputStream log;
    private final UnaryOperator<String> mask;
    private final List<String> held = new ArrayList<>();
    private boolean holding;

    /** @param mask makes a line safe to print */
    BlockLog(OutputStream log, UnaryOperator<String> mask) {
        this.log = log;
        this.mask = mask;
    }

    /** From now on, the last line is held back. */
    public synchronized BlockLog holdingTheEnd() {
        holding = true;
        return this;
    }

    /** Prints what was held back, and holds no more. */
    synchronized void release() throws IOException {
        holding = false;
        for (String line : held) {
            print(line);
        }
        held.clear();
    }

    @Override
    protected synchronized void eol(byte[] bytes, int length) throws IOException {
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (holding && LogLines.isTheLast(line)) {
            held.add(line);
        } else {
            print(line);
        }
    }

    private void print(String line) throws IOException {
        log.write(mask.apply(line).getBytes(StandardCharsets.UTF_8));
        log.flush();
    }

    /** Prints what has no end of line yet. The log itself is not ours to close. */
    @Override
    public void close() throws IOException {
        forceEol();
        log.flush();
    }
}
