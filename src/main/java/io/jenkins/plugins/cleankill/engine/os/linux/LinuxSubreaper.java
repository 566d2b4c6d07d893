package io.jenkins.plugins.cleankill.engine.os.linux;

import io.jenkins.plugins.cleankill.engine.os.Subreaper;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.FileBuffer;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The subreaper by prctl(2); it collects by waitpid(2), after a look that leaves the JVM's own children alone. */
final class LinuxSubreaper implements Subreaper {

    private final StatReader stats;

    private LinuxSubreaper(StatReader stats) {
        this.stats = stats;
    }

    /** Makes this process one; nothing if the kernel refuses. */
    static Optional<Subreaper> become(StatReader stats) {
        return LibC.becomeSubreaper() < 0 ? Optional.empty() : Optional.of(new LinuxSubreaper(stats));
    }

    @Override
    public void collectAllBut(Future<Long> ownChild) {
        Thread thread = new Thread(() -> collect(ownChild), "Clean Kill: orphans that end");
        thread.setDaemon(true);
        thread.start();
    }

    private void collect(Future<Long> ownChild) {
        try {
            collect(ownChild.get());
        } catch (InterruptedException | ExecutionException ignored) {
            // COMMAND was not started: no process could leave an orphan
        }
    }

    /** Until there is no child any more: then there is no descendant either that could become one. */
    private void collect(long ownChild) {
        for (int ended = LibC.awaitAnyChild(); ended != -LibC.ECHILD; ended = LibC.awaitAnyChild()) {
            if (ended > 0 && ended != ownChild && isInherited(ended)) {
                LibC.collectChild(ended);
            } else {
                // The JVM's: its own thread waits for it and takes it in a moment
                Thread.onSpinWait();
            }
        }
    }

    /** A zombie still has its session, and its pid is freed by our waitpid(2) alone. */
    private boolean isInherited(long pid) {
        OptionalLong own = session(ProcessHandle.current().pid());
        OptionalLong its = session(pid);
        return own.isPresent() && its.isPresent() && own.getAsLong() != its.getAsLong();
    }

    private OptionalLong session(long pid) {
        try {
            return stats.read(pid, new FileBuffer()).stream()
                    .mapToLong(stat -> stat.job().session())
                    .findFirst();
        } catch (IOException ignored) {
            // EMFILE: it is looked at again, since it is still there
            return OptionalLong.empty();
        }
    }
}
