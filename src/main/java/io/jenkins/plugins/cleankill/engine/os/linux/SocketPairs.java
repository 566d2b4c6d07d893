package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.util.Optional;

/**
 * Recognises pipelines that are made of socket pairs, as ksh93 makes them: a pair that was shut down to one direction
 * is a pipe.
 *
 * @param sockets tells what is connected to what
 */
record SocketPairs(UnixSockets sockets) {

    /**
     * The descriptor as an end of a pipe, if it is a standard stream and an end of such a pair. The others are not asked
     * about: a server has thousands of sockets, and a pipeline connects standard streams.
     */
    Optional<PipeEnd> pipeEnd(FdDirectory.Descriptor descriptor) {
        return descriptor.number() <= 2
                ? descriptor
                        .socket()
                        .flatMap(sockets::find)
                        .filter(socket -> socket.peer() != 0)
                        .filter(socket -> socket.shut() == Shut.READS || socket.shut() == Shut.WRITES)
                        .map(socket -> pipeEnd(descriptor.number(), socket))
                : Optional.empty();
    }

    private static PipeEnd pipeEnd(int descriptor, Socket socket) {
        Access access = socket.shut() == Shut.WRITES ? Access.READ : Access.WRITE;
        return new PipeEnd(descriptor, PipeId.ofSockets(socket.inode(), socket.peer()), access);
    }
}
