package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;

/**
 * An output of a command that has ended, which processes that it started still have open.
 *
 * @param descriptor 1 for the standard output, 2 for a standard error of its own
 * @param holders the processes that hold it, at least one
 */
public record HeldOutput(int descriptor, List<PipeHolder> holders) {

    public HeldOutput {
        holders = List.copyOf(holders);
        if (holders.isEmpty()) {
            throw new IllegalArgumentException("holders: at least one is needed");
        }
    }

    /** One of the holders, by which the pipe can be opened. */
    public PipeHolder holder() {
        return holders.get(0);
    }

    /** The live processes of the holders. */
    public List<ProcessInfo> processes() {
        return holders.stream().map(PipeHolder::process).toList();
    }
}
