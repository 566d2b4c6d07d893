package io.jenkins.plugins.cleankill.engine.process;

/**
 * Which pipe is meant: both of its ends have the same one. A FIFO is known by its file, so that two paths to one FIFO are
 * one pipe, see fifo(7).
 *
 * @param device the device of a FIFO's file; {@link #NAMELESS} for a pipe without a name, {@link #SOCKETS} for a pair of
 *     sockets that serves as one
 * @param inode the inode number on that device; of a pair of sockets, the smaller one
 */
public record PipeId(long device, long inode) {

    /** Stands for the kernel's own file system of pipes, of which there is one. */
    public static final long NAMELESS = 0;

    /** Stands for the kernel's own file system of sockets: its inode numbers may be those of pipes, too. */
    public static final long SOCKETS = -1;

    /** A pipe of pipe(2). */
    public static PipeId nameless(long inode) {
        return new PipeId(NAMELESS, inode);
    }

    /** A pair of sockets that was shut down to one direction. */
    public static PipeId ofSockets(long one, long other) {
        return new PipeId(SOCKETS, Math.min(one, other));
    }

    /** Whether it is a pipe of pipe(2). */
    public boolean isNameless() {
        return device == NAMELESS;
    }

    /** Whether it is a FIFO: a file that any process may open. */
    public boolean isNamed() {
        return device > NAMELESS;
    }

    @Override
    public String toString() {
        return device == NAMELESS ? Long.toString(inode) : device + ":" + inode;
    }
}
