package io.jenkins.plugins.cleankill.pipeline.log;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The log of a step in the block: it masks the secrets that were bound around the step. A step that has ended may have
 * closed its log; later lines go to the block's.
 */
final class StepLog extends OutputStream {

    private final PrintStream step;
    private final PrintStream block;

    StepLog(PrintStream step, PrintStream block) {
        this.step = step;
        this.block = block;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        step.write(bytes, offset, length);
        if (step.checkError()) {
            block.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() {
        step.flush();
        block.flush();
    }
}
