package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.DumpRequest;
import io.jenkins.plugins.cleankill.engine.os.ThreadDumps;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.MapsFile;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatusFile;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import java.util.Optional;

/**
 * The attach mechanism of HotSpot, as {@code jstack} uses it: a file {@code .attach_pidN} and SIGQUIT make the virtual
 * machine listen at the socket {@code .java_pidN} in the {@code /tmp} of its own root directory.
 */
final class JvmAttach implements ThreadDumps {

    private static final String LIBRARY = "libjvm.so";

    private final ProcFs proc;
    private final StatReader stats;

    JvmAttach(ProcFs proc, StatReader stats) {
        this.proc = proc;
        this.stats = stats;
    }

    @Override
    public boolean isJvm(ProcessIdentity process) {
        try {
            return MapsFile.maps(new FileBuffer().read(proc.path(process.pid(), "maps")), LIBRARY)
                    && stats.isAlive(process);
        } catch (IOException ignored) {
            // ENOENT, it has ended; EACCES, another user's; EMFILE: it is not known to be one
            return false;
        }
    }

    @Override
    public Optional<DumpRequest> ask(ProcessIdentity jvm) {
        try {
            StatusFile status = StatusFile.parse(new FileBuffer().read(proc.path(jvm.pid(), "status")));
            if (status.user().isEmpty() || !stats.isAlive(jvm)) {
                return Optional.empty();
            }
            AttachFiles files = new AttachFiles(
                    proc,
                    jvm.pid(),
                    status.innermostPid().orElse(jvm.pid()),
                    status.user().getAsLong());
            return Optional.of(AttachRequest.begin(files));
        } catch (IOException ignored) {
            // EACCES, another user's; ENOSPC or EROFS, no room for the file; EMFILE: it can't be reached
            return Optional.empty();
        }
    }
}
