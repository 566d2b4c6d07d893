package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import java.time.Duration;
import java.util.List;

/** Decides what to do next in a rung: a pure function of what is seen and of what was done. */
public sealed interface RungPlanner permits StructuredPlanner, FlatPlanner {

    /** How long a filter, or a reader, may go on after its writers are gone before it gets the signal. */
    Duration AFTER_END_OF_FILE = Duration.ofSeconds(1);

    /** What to do now. A member without a treatment gets one; the others get what has become due. */
    List<Step> plan(RungView view);

    /** The planner for a delivery. */
    static RungPlanner of(Delivery delivery) {
        return switch (delivery) {
            case STRUCTURED -> new StructuredPlanner();
            case ALL -> new FlatPlanner(false);
            case MAIN -> new FlatPlanner(true);
        };
    }
}
