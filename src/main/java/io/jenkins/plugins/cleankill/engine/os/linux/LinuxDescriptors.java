package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.DescriptorReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.LinkTarget;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a process has open, by {@code /proc/PID/fd} and {@code /proc/PID/cwd}, see proc_pid_fd(5) and proc_pid_cwd(5). */
record LinuxDescriptors(ProcFs proc) implements DescriptorReader {

    @Override
    public List<OpenDescriptor> read(long pid) {
        return new FdDirectory(proc)
                .read(pid).stream()
                        .map(each -> new OpenDescriptor(each.number(), each.target(), each.access()))
                        .toList();
    }

    @Override
    public Optional<String> workingDirectory(long pid) {
        try {
            return Optional.of(LinkTarget.read(proc.path(pid, "cwd")));
        } catch (IOException ignored) {
            // ENOENT: the process is gone. EACCES: it is another user's
            return Optional.empty();
        }
    }
}
