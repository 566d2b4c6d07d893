package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory.Descriptor;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.Terminals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By what a process communicates.
 *
 * @param pipes its ends of pipes, FIFOs, and socket pairs that serve as pipes
 * @param terminals its pseudoterminals
 * @param sockets the inode numbers of its sockets
 */
record OpenFiles(List<PipeEnd> pipes, Terminals terminals, Set<Long> sockets) {

    /** The open files of the pid; none if it is gone or not ours. */
    static OpenFiles of(long pid, ProcFs proc, SocketPairs pairs, FileBuffer buffer) {
        SpecialFiles special = new SpecialFiles(proc, pid, buffer);
        List<PipeEnd> pipes = new ArrayList<>();
        Set<Integer> masters = new HashSet<>();
        Set<Integer> slaves = new HashSet<>();
        Set<Long> sockets = new HashSet<>();
        for (Descriptor descriptor : new FdDirectory(proc).read(pid)) {
            Optional<PipeEnd> pipe = descriptor.pipeEnd().or(() -> pairs.pipeEnd(descriptor));
            pipe.ifPresent(pipes::add);
            descriptor.socket().ifPresent(sockets::add);
            Optional<SpecialFile> file = special.examine(descriptor);
            if (file.isEmpty()) {
                continue;
            }
            if (file.get() instanceof SpecialFile.Fifo fifo) {
                pipes.add(fifo.end());
            } else if (file.get() instanceof SpecialFile.Master master) {
                masters.add(master.terminal());
            } else if (file.get() instanceof SpecialFile.Slave slave) {
                slaves.add(slave.terminal());
            }
        }
        return new OpenFiles(pipes, new Terminals(masters, slaves), sockets);
    }
}
