package io.jenkins.plugins.cleankill.engine.process;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sockets of some processes at one moment.
 *
 * @param sockets the sockets by the processes that have them open; a process without any need not be there
 * @param unreadable processes whose sockets could not be read, though they have some: nothing is known of them
 */
public record SocketTable(Map<ProcessIdentity, List<Socket>> sockets, Set<ProcessIdentity> unreadable) {

    /** No process has any. */
    public static final SocketTable EMPTY = new SocketTable(Map.of(), Set.of());

    public SocketTable {
        sockets = sockets.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> List.copyOf(each.getValue())));
        unreadable = Set.copyOf(unreadable);
    }

    /** The sockets of the process. */
    public List<Socket> of(ProcessIdentity process) {
        return sockets.getOrDefault(process, List.of());
    }

    /** Whether the process waits for connections. */
    public boolean listens(ProcessIdentity process) {
        return of(process).stream().anyMatch(Socket::listening);
    }

    /** Whether a socket of the one is connected to a socket of the other. */
    public boolean areConnected(ProcessIdentity one, ProcessIdentity other) {
        return isPeer(one, other) || isPeer(other, one);
    }

    /** How much has come for the process that it has not read yet: bytes, and connections. */
    public long unread(ProcessIdentity process) {
        return of(process).stream().mapToLong(Socket::unread).sum();
    }

    private boolean isPeer(ProcessIdentity one, ProcessIdentity other) {
        Set<Long> peers = inodes(one, Socket::peer).collect(Collectors.toSet());
        return inodes(other, Socket::inode).anyMatch(peers::contains);
    }

    private Stream<Long> inodes(ProcessIdentity process, ToLongFunction<Socket> which) {
        return of(process).stream().mapToLong(which).filter(inode -> inode != 0).boxed();
    }

    /**
     * One socket.
     *
     * @param inode its inode number
     * @param listening whether it waits for connections, see listen(2)
     * @param peer the inode number of the socket that it is connected to; 0 if there is none, or it is elsewhere: on
     *     another machine, or in another network
     * @param unread the bytes that have come and were not read yet; of a datagram socket only whether there are any; of a
     *     listening one the connections that were not accepted yet
     * @param shut which directions are shut down, see shutdown(2)
     */
    public record Socket(long inode, boolean listening, long peer, long unread, Shut shut) {}

    /** Which directions of a socket are shut down. */
    public enum Shut {
        NONE,
        /** No more bytes are read from the socket. */
        READS,
        /** No more bytes are written to the socket. */
        WRITES,
        BOTH
    }
}
