package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;

/** The delivery {@code structured}: by evidence, from the roots down. ADR 11 has the table. */
final class StructuredPlanner implements RungPlanner {

    @Override
    public Plan plan(RungView view) {
        Standing standing = new Standing(view.treatments());
        Structure structure = Structure.of(view.members(), view.signal(), view.evidence(), standing);
        Acts acts = new Acts(view, structure, standing);
        Table table = new Table(view, structure, standing, acts);
        Blink blink = new Blink(view, structure, standing, acts, table);
        for (ProcessInfo process : structure.family().all()) {
            Treatment treatment = standing.of(process);
            if (treatment.state() == Treatment.State.IN_BLINK) {
                watch(blink, process, view);
            } else if (treatment.isSignalled()) {
                blink.afterSignal(process);
            } else {
                table.treat(process);
            }
        }
        acts.turns();
        return new Plan(acts.steps(), standing.all());
    }

    /** A process that this very plan puts into a blink is not frozen yet. */
    private static void watch(Blink blink, ProcessInfo process, RungView view) {
        if (view.treatments().getOrDefault(process.identity(), Treatment.NONE).state() == Treatment.State.IN_BLINK) {
            blink.watch(process);
        }
    }
}
