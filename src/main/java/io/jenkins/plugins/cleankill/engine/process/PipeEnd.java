package io.jenkins.plugins.cleankill.engine.process;

/**
 * A descriptor of a process that is an end of a pipe.
 *
 * @param descriptor the descriptor's number: 0 is the standard input
 * @param pipe the pipe's inode number: the same for both ends
 * @param access which end
 */
public record PipeEnd(int descriptor, long pipe, Access access) {

    /** Whether data can be read from it. */
    public boolean reads() {
        return access != Access.WRITE;
    }

    /** Whether data can be written to it. */
    public boolean writes() {
        return access != Access.READ;
    }

    /** What the descriptor was opened for. */
    public enum Access {
        READ,
        WRITE,
        BOTH
    }
}
