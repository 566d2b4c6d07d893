package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.Serializable;
import java.util.List;

/**
 * One termination, whole: why it began, under which settings, and what came of it.
 *
 * @param cause what began it: {@code Aborted by alice}
 * @param place where in the build it was, {@code stage Deploy, on agent-1}; empty if there is nothing to tell apart
 * @param settings what was in force
 * @param onAbort what the user's command did before the start; null if there was none
 * @param afterKill what the user's command did when the last process had been ended; null if none ran behind this
 *     termination
 * @param containers the containers that still ran at the end; null if there were none, or no look at them
 * @param outcome what came of it
 */
public record TerminationReport(
        String cause,
        String place,
        Settings settings,
        HookRecord onAbort,
        HookRecord afterKill,
        ContainersRecord containers,
        Outcome outcome)
        implements Serializable {

    /** A report on processes, behind which nothing ran, or not yet. */
    public TerminationReport(String cause, String place, Settings settings, HookRecord onAbort, Outcome outcome) {
        this(cause, place, settings, onAbort, null, null, outcome);
    }

    /** A report of which the place is not known, and before which nothing ran. */
    public TerminationReport(String cause, Settings settings, Outcome outcome) {
        this(cause, "", settings, null, outcome);
    }

    /** The processes that are still alive though they were to be ended. */
    public List<ProcessName> survivors() {
        return outcome.processes().stream()
                .filter(process -> process.ending() == Ending.LEFT)
                .map(process -> new ProcessName(process.pid(), process.command()))
                .toList();
    }

    /** The same, behind which the user's command ran. */
    public TerminationReport before(HookRecord command) {
        return new TerminationReport(cause, place, settings, onAbort, command, containers, outcome);
    }
}
