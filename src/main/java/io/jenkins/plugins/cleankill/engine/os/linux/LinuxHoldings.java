package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.linux.SpecialFiles.SpecialFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdDirectory.Descriptor;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FdInfoFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.LinkTarget;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.MountInfoFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd.Access;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One look at what one process holds. Of its descriptors only the first are read. */
final class LinuxHoldings {

    /** About 20 µs each. */
    static final int MOST_DESCRIPTORS = 2000;

    private final ProcFs proc;
    private final long pid;
    private final WorkspaceFiles workspace;
    private final FileBuffer buffer = new FileBuffer();
    private final SpecialFiles special;
    private final Set<Long> sockets = new HashSet<>();
    private final Set<String> paths = new LinkedHashSet<>();
    private final Set<String> devices = new LinkedHashSet<>();
    private final Set<String> locks = new LinkedHashSet<>();

    LinuxHoldings(ProcFs proc, ProcessInfo process) {
        this.proc = proc;
        this.pid = process.pid();
        this.workspace = WorkspaceFiles.of(process, proc);
        this.special = new SpecialFiles(proc, pid, buffer);
    }

    /** @throws IOException if that can't be read: it is gone, another user's, or there are no descriptors for us */
    Holdings read() throws IOException {
        for (int number : proc.firstDescriptors(pid, MOST_DESCRIPTORS)) {
            link("fd/" + number, target -> look(new Descriptor(number, target, Access.BOTH)));
        }
        for (String link : List.of("cwd", "root", "exe")) {
            link(link, paths::add);
        }
        return new Holdings(
                new ListeningAddresses(proc, pid, workspace).of(sockets),
                new ArrayList<>(devices),
                mounts(),
                new ArrayList<>(locks));
    }

    private void link(String name, TargetAction action) throws IOException {
        String target;
        try {
            target = LinkTarget.read(proc.path(pid, name));
        } catch (IOException ignored) {
            // ENOENT, it was closed meanwhile; EACCES, another user's: there is none for us
            return;
        }
        action.on(target);
    }

    private void look(Descriptor descriptor) throws IOException {
        descriptor.socket().ifPresent(sockets::add);
        String path = descriptor.target();
        if (path.startsWith("/")) {
            paths.add(path);
            if (workspace.contain(path) && FdInfoFile.tellsLock(info(descriptor.number()))) {
                workspace.shown(path).ifPresent(locks::add);
            }
            special.examine(descriptor)
                    .filter(SpecialFile.Device.class::isInstance)
                    .ifPresent(device -> devices.add(path));
        }
    }

    private String info(int descriptor) {
        try {
            return FdInfoFile.text(buffer.read(proc.path(pid, "fdinfo/" + descriptor)));
        } catch (IOException ignored) {
            // ENOENT, it was closed meanwhile; EACCES, another user's: nothing is known
            return "";
        }
    }

    private List<String> mounts() throws IOException {
        return MountInfoFile.parse(buffer.read(proc.path(pid, "mountinfo"))).points().stream()
                .filter(workspace::contain)
                .filter(point -> paths.stream().anyMatch(path -> path.equals(point) || path.startsWith(point + "/")))
                .flatMap(point -> workspace.shown(point).stream())
                .distinct()
                .toList();
    }

    private interface TargetAction {
        void on(String target) throws IOException;
    }
}
