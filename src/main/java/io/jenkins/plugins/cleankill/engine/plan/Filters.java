package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.time.Duration;
import java.util.Optional;

/**
 * The filters: end-of-file ends them. A filter that goes on for a second after it without reading on, or using the
 * processor, gets the signal.
 */
final class Filters {

    /** A command of a loop that only copies lines ({@code date}) never sleeps for so long. */
    private static final Duration MOMENT = Duration.ofMillis(50);

    /** Nor does it work for so long, on a busy machine either. */
    private static final Duration WHILE = Duration.ofMillis(300);

    private final RungView view;
    private final Structure structure;
    private final Standing standing;
    private final Acts acts;

    Filters(RungView view, Structure structure, Standing standing, Acts acts) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
        this.acts = acts;
    }

    /** Whether it is a filter that may read on. */
    boolean letRead(ProcessInfo process, boolean owned) {
        Treatment treatment = standing.of(process);
        boolean known = treatment.state() == State.AWAITS_END_OF_FILE || treatment.has(Trait.FED) && !owned;
        if (view.isLate()
                || treatment.state() == State.FROZEN
                || !known && !structure.pipes().isFilter(process)) {
            return false;
        }
        if (runsCommands(process)) {
            return false;
        }
        Treatment now = acts.letRun(process, State.AWAITS_END_OF_FILE, Row.FILTER);
        return mayReadOn(process, now);
    }

    /**
     * A shell, or xargs, that waits for a command would run the next one: it is no filter, though a member feeds it. A
     * filter's own commands are over in a moment.
     */
    private boolean runsCommands(ProcessInfo process) {
        return view.evidence().kernelWaits(process).contains("do_wait")
                && structure.family().children(process).stream().anyMatch(this::takesItsTime);
    }

    private boolean takesItsTime(ProcessInfo command) {
        Duration age = view.members().table().age(command);
        boolean rests = command.state() == ProcessState.SLEEPING || command.state() == ProcessState.STOPPED;
        return age.compareTo(rests ? MOMENT : WHILE) > 0;
    }

    private boolean mayReadOn(ProcessInfo process, Treatment treatment) {
        if (!structure.pipes().feeders(process).isEmpty()) {
            standing.put(process, treatment.since(Optional.empty()));
            return true;
        }
        long progress =
                process.cpuTicks() + view.evidence().charactersRead(process).orElse(0);
        if (treatment.since().isEmpty() || progress != treatment.seen()) {
            standing.put(process, treatment.since(Optional.of(view.now())).seen(progress));
            return true;
        }
        return view.now().minus(treatment.since().get()).compareTo(Bounds.AFTER_END_OF_FILE) < 0;
    }
}
