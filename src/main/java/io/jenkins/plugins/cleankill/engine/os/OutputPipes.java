package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes the output of a child over from the JVM. The JVM closes its pipe when the direct child ends, though a descendant
 * may still write: its output is lost, and it dies of SIGPIPE.
 */
public interface OutputPipes {

    /**
     * Takes over one output of a child of this JVM, before the child gets its first signal. The thread that copied it
     * so far sees the end of its stream after what it has already taken, and ends; all the rest is in the answer.
     *
     * @param child the direct child
     * @param descriptor 1 for its standard output, 2 for its standard error if that is another pipe
     * @param announcement bytes to put into the output at this point, once and in order, if the copier, which waits for
     *     output, can't be woken in another way. At most 4096, so that they stay in one piece, see PIPE_BUF in pipe(7)
     * @param copiers threads of which one reads the child's stream; the fewer, the better
     * @return empty, and nothing has changed, if the child has ended, its output is no pipe, or the system can't
     */
    Optional<TakenOutput> takeOver(ProcessIdentity child, int descriptor, byte[] announcement, List<Thread> copiers);

    /**
     * Takes over an output whose command has ended, from a process that still has it open. Where the JVM still reads
     * it, that ends as in {@link #takeOver}; where it has closed it, the pipe gets a reader again.
     *
     * @param holder who has it open for writing
     * @param descriptor the holder's descriptor
     * @return empty, and nothing has changed, if the holder has ended, the descriptor is no pipe, or the system can't
     */
    Optional<TakenOutput> takeOverHeld(
            ProcessIdentity holder, int descriptor, byte[] announcement, List<Thread> copiers);

    /**
     * The pipe through which this JVM reads an output of a command.
     *
     * @param child the command, empty if it has ended: then the thread that still copies its output tells
     * @param descriptor 1 for its standard output, 2 for its standard error
     * @param copiers the threads that certainly copy this output: one, or none
     * @return the pipe's inode; empty if it can't be told for certain
     */
    OptionalLong pipe(Optional<ProcessIdentity> child, int descriptor, List<Thread> copiers);

    /** The rest of an output. Closing it makes the writers that are left get SIGPIPE. */
    interface TakenOutput extends AutoCloseable {

        /** Whether the announcement is in the output: only if nothing else could wake the copier. */
        boolean announced();

        /**
         * Waits until the copier has written out what it had taken. Nothing may be read, or written to where the copier
         * writes, before that.
         *
         * @return whether it has
         */
        boolean awaitCopier(Duration atMost) throws InterruptedException;

        /** The rest, up to the moment when no process has the pipe open for writing. */
        InputStream stream();

        /** Ends {@link #stream()} after what is in the pipe now: nothing that is written later is waited for. */
        void finish();

        /** Ends a read of {@link #stream()}, in any thread, with end-of-file. */
        @Override
        void close();
    }
}
