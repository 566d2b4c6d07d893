package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import java.util.List;
import java.util.Optional;

/** Reads what the descriptors of processes are open on: pipes, files, terminals, sockets. */
public interface DescriptorReader {

    /** The open descriptors of that pid; none if it is gone or not ours to see. */
    List<OpenDescriptor> read(long pid);

    /** The working directory of that pid; empty if it is gone or not ours to see. */
    default Optional<String> workingDirectory(long pid) {
        return Optional.empty();
    }

    /**
     * One descriptor.
     *
     * @param number its number
     * @param target what it is open on: a path, {@code pipe:[4711]}, {@code socket:[4712]}
     * @param access what it was opened for
     */
    record OpenDescriptor(int number, String target, PipeEnd.Access access) {}
}
