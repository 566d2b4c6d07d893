package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.Optional;

/** Opens pipes that other processes read. */
public interface PipeOpener {

    /**
     * Opens a write end of the pipe that the process reads on this descriptor, so that it sees no end-of-file while the
     * answer is open.
     *
     * @return empty if the process, the descriptor or the permission is not there, or the system can't
     */
    Optional<WithheldPipe> withhold(ProcessIdentity reader, int descriptor);

    /** A pipe whose end-of-file is withheld until this is closed. */
    interface WithheldPipe extends AutoCloseable {

        /** How many bytes its reader has not read yet; see FIONREAD in ioctl_pipe(2). */
        int unread();

        @Override
        void close();
    }
}
