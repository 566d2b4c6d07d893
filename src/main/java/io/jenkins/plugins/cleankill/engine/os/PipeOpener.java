package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.Optional;

/** Opens pipes and terminals that other processes have open. */
public interface PipeOpener {

    /** For systems that let nothing be opened. */
    PipeOpener NONE = (reader, descriptor) -> Optional.empty();

    /**
     * Opens a write end of the pipe that the process reads on this descriptor, so that it sees no end-of-file while the
     * answer is open.
     *
     * @return empty if the process, the descriptor or the permission is not there, or the system can't
     */
    Optional<WithheldPipe> withhold(ProcessIdentity reader, int descriptor);

    /**
     * Opens both ends of the pipe that the process reads on this descriptor: while the answer is open, the process sees
     * no end-of-file, and the pipe's writers get no SIGPIPE, even if the process is gone.
     *
     * @return empty if the process, the descriptor or the permission is not there, or the system can't
     */
    default Optional<HeldPipe> holdBothEnds(ProcessIdentity reader, int descriptor) {
        return Optional.empty();
    }

    /**
     * Opens a read end of the pipe that the process reads on this descriptor: while the answer is open, the pipe's
     * writers get no SIGPIPE, even if the process is gone. It sees the end-of-file as before.
     *
     * @return empty if the process, the descriptor or the permission is not there, or the system can't
     */
    default Optional<HeldPipe> keepReadable(ProcessIdentity reader, int descriptor) {
        return Optional.empty();
    }

    /**
     * Opens the end that the process has of a pair of sockets which serves another one as its standard output, or standard
     * error, alone: as {@link #keepReadable} does with a pipe.
     *
     * @return empty if one of them, such a pair or the permission is not there, or the system can't
     */
    default Optional<HeldPipe> keepOutputReadable(ProcessIdentity reader, ProcessIdentity writer, int descriptor) {
        return Optional.empty();
    }

    /**
     * Opens a pseudoterminal that the process uses, so that its provider sees no end while the answer is open. It does
     * not become our controlling terminal.
     *
     * @param user a process that has it open, or whose controlling terminal it is
     * @param terminal its index: 5 is {@code /dev/pts/5}
     * @return empty if the process, the terminal or the permission is not there, or the system can't
     */
    default Optional<HeldTerminal> holdTerminal(ProcessIdentity user, int terminal) {
        return Optional.empty();
    }

    /** A pipe whose end-of-file is withheld until this is closed. */
    interface WithheldPipe extends AutoCloseable {

        /** How many bytes its reader has not read yet; see FIONREAD in ioctl_pipe(2). */
        int unread();

        @Override
        void close();
    }

    /** A pipe that can be read in place of its reader. */
    interface HeldPipe extends WithheldPipe {

        /**
         * Takes out what is unread, as much as {@value #MOST_AT_ONCE} bytes, without waiting. No bytes if there are none
         * at present.
         *
         * @return empty at the end-of-file: it has no writers any more, and is read out
         */
        Optional<byte[]> read();

        /** How many bytes one {@link #read()} takes at most. */
        int MOST_AT_ONCE = 1 << 16;

        /** How many bytes the pipe takes before its writers have to wait. */
        int capacity();

        /** Makes the pipe take so many bytes, see F_SETPIPE_SZ in F_SETPIPE_SZ(2const); false if the system refuses. */
        boolean enlarge(int bytes);
    }

    /** A terminal that is open until this is closed. */
    interface HeldTerminal extends AutoCloseable {
        @Override
        void close();
    }
}
