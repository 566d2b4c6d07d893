package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader.OpenDescriptor;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import io.jenkins.plugins.cleankill.engine.process.Terminals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The open files, pipes, sockets and terminals of a process. */
final class FakeDescriptors {

    private final List<PipeEnd> pipes = new ArrayList<>();
    private final Set<Integer> masters = new HashSet<>();
    private final Set<Integer> slaves = new HashSet<>();
    private final Map<Long, Socket> sockets = new LinkedHashMap<>();
    private final Map<Integer, OpenFile> files = new HashMap<>();
    private Optional<String> workingDirectory = Optional.empty();
    private final Map<Integer, PipeId> outputsBySocket = new HashMap<>();
    private final Set<PipeId> heardBySocket = new HashSet<>();

    /** An open file description: the result of one open(2). Two of one path are two. */
    static final class OpenFile {

        private final String path;

        OpenFile(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    void pipe(int descriptor, PipeId pipe, Access access) {
        pipes.add(new PipeEnd(descriptor, pipe, access));
    }

    void closePipe(int descriptor) {
        pipes.removeIf(end -> end.descriptor() == descriptor);
    }

    void master(int terminal) {
        masters.add(terminal);
    }

    void slave(int terminal) {
        slaves.add(terminal);
    }

    void listens(long inode) {
        sockets.put(inode, new Socket(inode, true, 0, 0, Shut.NONE));
    }

    /** A socket on each side, by their inodes. */
    void connect(long here, FakeDescriptors other, long there) {
        sockets.put(here, new Socket(here, false, there, 0, Shut.NONE));
        other.sockets.put(there, new Socket(there, false, here, 0, Shut.NONE));
    }

    /** Bytes come through the first connection to that process. */
    void unreadFrom(FakeDescriptors peer, long bytes) {
        sockets.values().stream()
                .filter(socket -> peer.sockets.containsKey(socket.peer()))
                .findFirst()
                .ifPresent(socket -> unread(socket.inode(), bytes));
    }

    /** Bytes come for the socket, or are read from it. */
    void unread(long inode, long bytes) {
        Socket old = sockets.get(inode);
        sockets.put(inode, new Socket(inode, old.listening(), old.peer(), bytes, Shut.NONE));
    }

    /** The connection is over. */
    void disconnect(long peer) {
        sockets.replaceAll((inode, old) ->
                old.peer() == peer ? new Socket(inode, old.listening(), 0, old.unread(), old.shut()) : old);
    }

    /** Output to that descriptor goes through a pair of sockets, which a look at the process' pipes does not show. */
    void outputBySocket(int descriptor, PipeId pair) {
        outputsBySocket.put(descriptor, pair);
    }

    void hearsBySocket(PipeId pair) {
        heardBySocket.add(pair);
    }

    boolean isHeardBySocket(PipeId pair) {
        return heardBySocket.contains(pair);
    }

    Optional<PipeId> outputBySocket(int descriptor) {
        return Optional.ofNullable(outputsBySocket.get(descriptor));
    }

    /** Where a write to that descriptor goes. */
    Optional<PipeId> output(int descriptor) {
        return pipe(descriptor).map(PipeEnd::pipe).or(() -> outputBySocket(descriptor));
    }

    void file(int descriptor, OpenFile file) {
        files.put(descriptor, file);
    }

    void workingDirectory(String path) {
        workingDirectory = Optional.of(path);
    }

    Optional<String> workingDirectory() {
        return workingDirectory;
    }

    List<OpenDescriptor> openFiles() {
        return files.entrySet().stream()
                .map(file -> new OpenDescriptor(file.getKey(), file.getValue().path(), Access.BOTH))
                .toList();
    }

    Optional<OpenFile> file(int descriptor) {
        return Optional.ofNullable(files.get(descriptor));
    }

    List<PipeEnd> pipes() {
        return List.copyOf(pipes);
    }

    Optional<PipeEnd> pipe(int descriptor) {
        return pipes.stream().filter(end -> end.descriptor() == descriptor).findFirst();
    }

    Terminals terminals() {
        return new Terminals(masters, slaves);
    }

    Map<Long, Socket> sockets() {
        return sockets;
    }

    boolean writes(PipeId pipe) {
        return outputsBySocket.containsValue(pipe)
                || pipes().stream().anyMatch(end -> end.writes() && end.pipe().equals(pipe));
    }
}
