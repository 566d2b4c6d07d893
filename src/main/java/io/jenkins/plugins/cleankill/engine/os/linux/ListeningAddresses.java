package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.proc.FirstLines;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.SocketAddress;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.TcpFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.UnixFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The addresses that the sockets of a process wait at, in the process' own network namespace. */
final class ListeningAddresses {

    /** What the kernel gives to a socket that asks for no port, see ip_local_port_range in ip(7). */
    private static final int FIRST_EPHEMERAL = 32768;

    private final ProcFs proc;
    private final long pid;
    private final WorkspaceFiles workspace;

    /** @param workspace the files of which a socket is told by its path */
    ListeningAddresses(ProcFs proc, long pid, WorkspaceFiles workspace) {
        this.proc = proc;
        this.pid = pid;
        this.workspace = workspace;
    }

    /** @param sockets the inode numbers of the sockets of the process */
    List<String> of(Set<Long> sockets) {
        List<String> addresses = new ArrayList<>();
        if (!sockets.isEmpty()) {
            tcp("net/tcp", sockets, addresses);
            tcp("net/tcp6", sockets, addresses);
            udp("net/udp", sockets, addresses);
            udp("net/udp6", sockets, addresses);
            UnixFile.listening(read("net/unix")).forEach((inode, path) -> {
                if (sockets.contains(inode)) {
                    workspace.shown(path).ifPresent(addresses::add);
                }
            });
        }
        return addresses;
    }

    private void tcp(String file, Set<Long> sockets, List<String> addresses) {
        TcpFile.parse(read(file)).stream()
                .filter(line -> line.listening() && sockets.contains(line.inode()))
                .forEach(line -> SocketAddress.shown(line.local()).ifPresent(addresses::add));
    }

    /** UDP has no listen(2): a socket that is connected, or whose port the kernel has chosen, belongs to a client. */
    private void udp(String file, Set<Long> sockets, List<String> addresses) {
        TcpFile.parse(read(file)).stream()
                .filter(line -> sockets.contains(line.inode()) && line.remote().endsWith(":0000"))
                .forEach(line -> SocketAddress.shown(line.local())
                        .filter(shown -> SocketAddress.port(line.local()) < FIRST_EPHEMERAL)
                        .ifPresent(shown -> addresses.add(shown + "/udp")));
    }

    private String read(String file) {
        try {
            return FirstLines.of(proc.path(pid, file));
        } catch (IOException ignored) {
            // ENOENT: a kernel without such sockets, or the process is gone; EMFILE: nothing is known
            return "";
        }
    }
}
