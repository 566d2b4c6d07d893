package io.jenkins.plugins.cleankill.engine.process;

/**
 * A descriptor of a process that is an end of a pipe.
 *
 * @param descriptor the descriptor's number: 0 is the standard input
 * @param pipe which pipe: the same for both ends
 * @param access which end
 */
public record PipeEnd(int descriptor, PipeId pipe, Access access) {

    /** An end of a pipe without a name. */
    public PipeEnd(int descriptor, long inode, Access access) {
        this(descriptor, PipeId.nameless(inode), access);
    }

    /** Whether data can be read from it. */
    public boolean reads() {
        return access != Access.WRITE;
    }

    /** Whether data can be written to it. */
    public boolean writes() {
        return access != Access.READ;
    }

    /** Whether it is an end of a FIFO. */
    public boolean named() {
        return pipe.isNamed();
    }

    /** The access that the descriptor was opened for. */
    public enum Access {
        READ,
        WRITE,
        BOTH
    }
}
