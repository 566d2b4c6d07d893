package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.process.CommandPrompt;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;

/**
 * The delivery {@code structured} on Windows: every process of a console expects a console event at the same time as the
 * others, and none shows which events it handles. So each member gets it, parents first, but for cmd.exe with live
 * descendants, which would run the next line of its batch file: it is frozen until they have ended.
 */
final class ConsolePlanner implements RungPlanner {

    @Override
    public Plan plan(RungView view) {
        Standing standing = new Standing(view.treatments());
        Structure structure = Structure.of(view.members(), view.signal(), view.evidence(), standing);
        Acts acts = new Acts(view, structure, standing);
        for (ProcessInfo process : structure.family().all()) {
            if (!standing.of(process).isTold()) {
                treat(process, view, structure, standing, acts);
            }
        }
        return new Plan(acts.steps(), standing.all());
    }

    private static void treat(
            ProcessInfo process, RungView view, Structure structure, Standing standing, Acts acts) {
        List<ProcessInfo> descendants = structure.family().descendants(process);
        if (isCleanup(process, view, structure, standing)) {
            acts.letRun(process, Stage.IN_PEACE, Row.CLEANUP);
        } else if (CommandPrompt.isRunBy(process) && !descendants.isEmpty() && !view.isLate()) {
            acts.hold(process, descendants.get(0));
        } else {
            acts.tell(process, Row.PLAIN);
        }
    }

    /** Its parent had the event before, in this rung or in one before, and has started it to clean up. */
    private static boolean isCleanup(ProcessInfo process, RungView view, Structure structure, Standing standing) {
        return structure
                .family()
                .parent(process)
                .filter(parent -> standing.is(parent, Stage.IN_PEACE)
                        || view.treatments().containsKey(parent.identity())
                                && standing.of(parent).isTold()
                                && !standing.of(parent).at().isAfterBirthOf(process.identity()))
                .isPresent();
    }
}
