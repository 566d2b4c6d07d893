package io.jenkins.plugins.cleankill.controller;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.Hook;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.report.HookRecord;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The command that runs when the last process on a node has been ended. It is due after an abort, and after a sweep that
 * has ended leftovers, once for all that came before; it is not where nothing was ended, nor where a script has ended
 * processes by their names, since the script goes on.
 */
public final class AfterKill {

    private static final int MOST_NAMES = 5;

    @CheckForNull
    private final Hook hook;

    private TerminationReport last;
    private boolean due;
    private boolean unknown;

    /** @param hook null if there is no such command */
    public AfterKill(@CheckForNull Hook hook) {
        this.hook = hook;
    }

    /**
     * Notes that a termination is over.
     *
     * @param report empty if what came of it is not known
     */
    public synchronized void note(TerminationOrder order, Optional<TerminationReport> report) {
        if (order.touchesNobody() || order.names() != null) {
            return;
        }
        unknown = report.isEmpty();
        if (order.isAfterAnAbort()
                || report.filter(ended -> ended.outcome().hadMembers()).isPresent()) {
            due = true;
            last = report.orElse(last);
        }
    }

    /** What is to run now; empty if nothing is due. The next call finds nothing unless more was ended meanwhile. */
    public synchronized Optional<Due> take() {
        if (hook == null || !due) {
            return Optional.empty();
        }
        due = false;
        return Optional.of(new Due(hook, last, unknown));
    }

    /**
     * One run of the command.
     *
     * @param hook the command
     * @param last the report on the last termination that has ended any process; null if none is known
     * @param unknown whether processes may still run: a termination has given no answer
     */
    public record Due(Hook hook, @CheckForNull TerminationReport last, boolean unknown) {

        /**
         * Runs it and waits, no longer than its limit; the log tells of a process that SIGKILL has not ended.
         *
         * @param place where the last command was started
         * @param cookie selects the processes of the command
         * @param hurry completes if another abort leaves no time; so does an interrupt of the thread, whose flag is then set
         * @return how it ended
         */
        public HookRecord run(
                LaunchSite place,
                Map<String, String> cookie,
                Launcher launcher,
                TaskListener listener,
                CompletableFuture<?> hurry) {
            if (unknown) {
                return runNowhere(listener);
            }
            tellSurvivors(listener);
            return place.run(hook, cookie, launcher, listener, hurry);
        }

        /** The report that tells of it, if there is one. */
        public Optional<TerminationReport> report() {
            return Optional.ofNullable(last);
        }

        /** Says why it is not run: processes may still run, or there is no place for it. */
        public HookRecord runNowhere(TaskListener listener) {
            HookRun run = new HookRun(hook, listener);
            return unknown ? run.notRun("whether processes still run is not known") : run.nowhere();
        }

        private void tellSurvivors(TaskListener listener) {
            List<ProcessName> alive = last == null ? List.of() : last.survivors();
            if (!alive.isEmpty()) {
                listener.getLogger()
                        .println(LogLines.line("afterKill: it runs though these are still alive after SIGKILL: "
                                + ProcessName.firstOf(alive, MOST_NAMES)));
            }
        }
    }
}
