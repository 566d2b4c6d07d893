package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.CommandPrompt;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;

/**
 * The delivery {@code structured} where the system does not tell what a process does with a signal: on Windows, and on a
 * Unix without {@code /proc}. Each member gets it, parents first, but for a shell with live descendants, which would run
 * its next command: it is frozen until they have ended.
 */
final class HeldShellsPlanner implements RungPlanner {

    @Override
    public Plan plan(RungView view) {
        Standing standing = new Standing(view.treatments());
        Structure structure = Structure.of(view.members(), view.signal(), view.evidence(), standing);
        Acts acts = new Acts(view, structure, standing);
        for (ProcessInfo process : structure.family().all()) {
            Treatment treatment = standing.of(process);
            if (treatment.mustContinue(process)) {
                acts.continueOnce(process);
            } else if (!treatment.isSignalled()) {
                treat(process, view, structure, standing, acts);
            }
        }
        return new Plan(acts.steps(), standing.all());
    }

    private static void treat(ProcessInfo process, RungView view, Structure structure, Standing standing, Acts acts) {
        List<ProcessInfo> descendants = structure.family().descendants(process);
        if (isCleanup(process, view, structure, standing)) {
            acts.letRun(process, State.IN_PEACE, Row.CLEANUP);
        } else if (isShell(process) && !descendants.isEmpty() && !view.isLate()) {
            acts.freeze(process, descendants.get(0));
        } else {
            acts.send(process, Row.PLAIN);
        }
    }

    private static boolean isShell(ProcessInfo process) {
        return CommandPrompt.isRunBy(process) || Shells.isShell(process);
    }

    /** The parent had the event before, in this rung or in one before, and has started the process to clean up. */
    private static boolean isCleanup(ProcessInfo process, RungView view, Structure structure, Standing standing) {
        return structure
                .family()
                .parent(process)
                .filter(parent -> standing.is(parent, State.IN_PEACE)
                        || view.treatments().containsKey(parent.identity())
                                && standing.of(parent).isSignalled()
                                && !standing.of(parent).at().isAfterBirthOf(process.identity()))
                .isPresent();
    }
}
