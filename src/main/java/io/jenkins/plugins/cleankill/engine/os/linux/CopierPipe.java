package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.LiveThreads;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the pipe of a command that has ended, by the thread of this JVM that still waits to read it: the system call
 * that it is in names the descriptor, see <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_syscall.5.html">proc_pid_syscall(5)</a>.
 */
final class CopierPipe {

    private final ProcFs proc;
    private final FdDirectory descriptors;

    CopierPipe(ProcFs proc) {
        this.proc = proc;
        this.descriptors = new FdDirectory(proc);
    }

    /**
     * The pipe's inode. Threads of other commands may be called alike: all of them must be seen waiting, and the pipes
     * that live children of this JVM write are theirs. Nothing unless exactly one is left.
     */
    OptionalLong of(Thread copier) {
        Set<String> names = NativeThreads.names(Set.of(copier));
        long alike = LiveThreads.all()
                .filter(thread -> NativeThreads.names(Set.of(thread)).stream().anyMatch(names::contains))
                .count();
        List<Long> pipes = new ArrayList<>();
        new NativeThreads(proc)
                .calledLike(Set.of(copier))
                .forEach(id -> waitsFor(id).ifPresent(pipes::add));
        if (pipes.size() != alike) {
            return OptionalLong.empty();
        }
        pipes.removeAll(writtenByChildren());
        return pipes.size() == 1 ? OptionalLong.of(pipes.get(0)) : OptionalLong.empty();
    }

    private OptionalLong waitsFor(long thread) {
        long self = ProcessHandle.current().pid();
        String[] call = NativeThreads.text(proc.path(self, "task/" + thread + "/syscall"))
                .split(" ");
        if (call.length < 2 || !call[1].matches("0x[0-9a-f]{1,7}")) {
            return OptionalLong.empty(); // it runs, or it reads nothing
        }
        return descriptors.read(self, Integer.decode(call[1])).stream()
                .flatMap(each -> each.pipeEnd().stream())
                .filter(PipeEnd::reads)
                .mapToLong(end -> end.pipe().inode())
                .findFirst();
    }

    private Set<Long> writtenByChildren() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> descriptors.pipes(child.pid()).stream())
                .filter(PipeEnd::writes)
                .map(end -> end.pipe().inode())
                .collect(Collectors.toSet());
    }
}
