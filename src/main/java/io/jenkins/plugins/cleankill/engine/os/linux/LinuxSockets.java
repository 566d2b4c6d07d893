package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.TcpFile;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.SocketTable;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One look at the sockets of some processes. The kernel is asked for UNIX sockets once, and for TCP sockets once a
 * network namespace; each only if a process has a socket that may be one.
 */
final class LinuxSockets {

    private final ProcFs proc;
    private final StatReader stats;
    private final FdDirectory descriptors;
    private final UnixSockets unixSockets;
    private final FileBuffer buffer = new FileBuffer();
    private final Map<String, Map<Long, Socket>> tcpByNamespace = new HashMap<>();
    private Map<Long, Socket> unix;

    LinuxSockets(ProcFs proc, StatReader stats, UnixSockets unixSockets) {
        this.proc = proc;
        this.stats = stats;
        this.descriptors = new FdDirectory(proc);
        this.unixSockets = unixSockets;
    }

    SocketTable read(Collection<ProcessIdentity> processes) {
        Map<ProcessIdentity, List<Socket>> found = new HashMap<>();
        Set<ProcessIdentity> unreadable = new HashSet<>();
        for (ProcessIdentity process : processes) {
            try {
                List<Socket> sockets = sockets(process.pid(), descriptors.sockets(process.pid()));
                // The pid may have got a new owner meanwhile
                boolean same = stats.read(process.pid(), buffer)
                        .filter(now -> now.start() == process.start())
                        .isPresent();
                if (same && !sockets.isEmpty()) {
                    found.put(process, sockets);
                }
            } catch (NoSuchFileException ignored) {
                // The process has ended: it has none
            } catch (IOException ignored) {
                // EACCES, another user's; EMFILE, ENFILE, ENOMEM: it may have some
                unreadable.add(process);
            }
        }
        return new SocketTable(found, unreadable);
    }

    private List<Socket> sockets(long pid, Set<Long> inodes) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (long inode : inodes) {
            Socket socket = unix().get(inode);
            if (socket == null) {
                socket = tcp(pid).get(inode);
            }
            if (socket != null) {
                sockets.add(socket);
            }
        }
        return sockets;
    }

    private Map<Long, Socket> unix() {
        if (unix == null) {
            unix = unixSockets.all().orElse(Map.of());
        }
        return unix;
    }

    private Map<Long, Socket> tcp(long pid) throws IOException {
        String namespace =
                Files.readSymbolicLink(Path.of(proc.path(pid, "ns/net"))).toString();
        Map<Long, Socket> known = tcpByNamespace.get(namespace);
        if (known == null) {
            List<TcpFile.Line> lines = new ArrayList<>(TcpFile.parse(buffer.read(proc.path(pid, "net/tcp"))));
            lines.addAll(tcp6(pid));
            known = TcpFile.connect(lines);
            tcpByNamespace.put(namespace, known);
        }
        return known;
    }

    private List<TcpFile.Line> tcp6(long pid) throws IOException {
        try {
            return TcpFile.parse(buffer.read(proc.path(pid, "net/tcp6")));
        } catch (NoSuchFileException ignored) {
            // ENOENT: a kernel without IPv6
            return List.of();
        }
    }
}
