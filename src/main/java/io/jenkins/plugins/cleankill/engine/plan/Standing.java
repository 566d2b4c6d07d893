package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The standing of the members while one plan is made: by the acts before, and by those that this plan adds. */
final class Standing {

    private final Map<ProcessIdentity, Treatment> treatments;
    private final Set<Long> ownersSignalledNow = new HashSet<>();

    Standing(Map<ProcessIdentity, Treatment> before) {
        this.treatments = new HashMap<>(before);
    }

    Map<ProcessIdentity, Treatment> all() {
        return treatments;
    }

    Treatment of(ProcessInfo process) {
        return treatments.getOrDefault(process.identity(), Treatment.NONE);
    }

    boolean is(ProcessInfo process, State state) {
        return of(process).state() == state;
    }

    /** Whether another process, or job control, has stopped it. */
    boolean isStoppedByOthers(ProcessInfo process) {
        Treatment treatment = of(process);
        return process.state() == ProcessState.STOPPED
                && (!treatment.state().isFrozen() || treatment.has(Treatment.Trait.STOPPED_BY_OTHERS));
    }

    void put(ProcessInfo process, Treatment treatment) {
        treatments.put(process.identity(), treatment);
    }

    /** An owner that is told by this very plan: the fate of its descendants is not decided before the blink. */
    void signalledNow(ProcessInfo owner) {
        ownersSignalledNow.add(owner.pid());
    }

    boolean isSignalledNow(ProcessInfo process) {
        return ownersSignalledNow.contains(process.pid());
    }
}
