package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;

/**
 * The clean-up commands: a process that was born after its parent got the signal, and an orphan that was born in the
 * first rung, as a handler that detaches makes one. They are left in peace until the last second, or tenth, of the
 * window: a clean-up may need all of it.
 */
final class Cleanups {

    private static final long INIT = 1;

    private final RungView view;
    private final Structure structure;
    private final Standing standing;

    Cleanups(RungView view, Structure structure, Standing standing) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
    }

    boolean isOne(ProcessInfo process, Above above) {
        Treatment treatment = standing.of(process);
        if (view.isLate()) {
            return false;
        }
        if (treatment.state() == State.IN_PEACE) {
            return true;
        }
        boolean isNew =
                !view.window().begun().isAfterBirthOf(process.identity()) && treatment.state() == State.UNDECIDED;
        return isNew && (isStartedInPeace(process, above) || isNewOrphan(process));
    }

    private boolean isStartedInPeace(ProcessInfo process, Above above) {
        return above.is(Above.Kind.IN_PEACE)
                || above.is(Above.Kind.OWNER)
                        && !standing.of(above.process().orElseThrow()).at().isAfterBirthOf(process.identity());
    }

    /** An orphan has init, or the command as a subreaper, as its parent; a wrapper's child is a new step. */
    private boolean isNewOrphan(ProcessInfo process) {
        boolean orphan = structure.family().parent(process).isEmpty()
                && (process.parent() == INIT
                        || view.observer().adoptsOrphans()
                                && process.parent() == view.observer().pid());
        return orphan && view.window().first();
    }
}
