package io.jenkins.plugins.cleankill.engine.explain;

import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.process.LockWait;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.time.Duration;
import java.util.Optional;

/** The evidence on a process that catches the signal and has not finished: it waits for a lock, or it works. */
public final class CaughtAndAlive {

    /** A handler may need less processor time than this to begin at all. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private CaughtAndAlive() {}

    /** Whether there is more to be seen of such a process. */
    public static boolean isAbout(Reason reason) {
        return reason.kind() == Kind.CATCHES;
    }

    /**
     * The reason with that.
     *
     * @param lock the lock that the process waits for
     * @param worked its processor time since the signal
     */
    public static Reason of(Reason reason, ProcessTable table, Optional<LockWait> lock, Duration worked) {
        if (lock.isPresent()) {
            String holder = lock.get().holder().isEmpty()
                    ? ""
                    : named(lock.get().holder().getAsLong(), table);
            return Reason.waitsForLock(reason, lock.get(), holder);
        }
        return worked.compareTo(LEAST) < 0 ? reason : Reason.works(reason, worked);
    }

    private static String named(long pid, ProcessTable table) {
        return table.byPid(pid).map(SafeText::name).orElse("? (" + pid + ")");
    }
}
