package io.jenkins.plugins.cleankill.engine.explain;

import io.jenkins.plugins.cleankill.engine.explain.Reason.Kind;
import io.jenkins.plugins.cleankill.engine.process.LockWait;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is seen of a process that catches the signal and has not finished: it waits for a lock, or it works. */
public final class CaughtAndAlive {

    /** Less is what a handler needs to begin at all. */
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
            return new Reason(reason.kind(), reason + ": it waits for a lock" + told(lock.get(), table));
        }
        if (worked.compareTo(LEAST) < 0) {
            return reason;
        }
        return new Reason(
                reason.kind(),
                String.format(
                        Locale.ROOT, "%s: it goes on working, %.1f s of CPU time since", reason, seconds(worked)));
    }

    private static String told(LockWait lock, ProcessTable table) {
        String file = lock.file().map(path -> " on " + SafeText.line(path)).orElse("");
        return lock.holder().isEmpty()
                ? file
                : file + ", which " + named(lock.holder().getAsLong(), table) + " holds";
    }

    private static String named(long pid, ProcessTable table) {
        return table.byPid(pid).map(SafeText::name).orElse("? (" + pid + ")");
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
