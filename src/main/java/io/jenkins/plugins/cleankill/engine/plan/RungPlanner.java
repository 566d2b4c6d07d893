package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import java.util.List;
import java.util.Map;

/** Decides what to do next in a rung: a pure function of what is seen and of what was done. */
public sealed interface RungPlanner permits StructuredPlanner, HeldShellsPlanner, FlatPlanner {

    /** The plan for now. */
    Plan plan(RungView view);

    /**
     * The steps to take, and the standing of each member then.
     *
     * @param steps what to do
     * @param treatments every member's treatment once it is done
     */
    record Plan(List<Directive> steps, Map<ProcessIdentity, Treatment> treatments) {
        public Plan {
            steps = List.copyOf(steps);
            treatments = Map.copyOf(treatments);
        }
    }

    /**
     * The planner for a delivery.
     *
     * @param hiddenDispositions whether the system does not tell what a process does with a signal
     */
    static RungPlanner of(Delivery delivery, boolean hiddenDispositions) {
        return switch (delivery) {
            case STRUCTURED -> hiddenDispositions ? new HeldShellsPlanner() : new StructuredPlanner();
            case ALL -> new FlatPlanner(false);
            case MAIN -> new FlatPlanner(true);
        };
    }
}
