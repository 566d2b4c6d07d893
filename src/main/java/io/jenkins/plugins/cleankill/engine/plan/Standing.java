package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the members stand while one plan is made: what was done before, and what this plan adds to it. */
final class Standing {

    private final Map<ProcessIdentity, Treatment> treatments;
    private final Set<Long> ownersToldNow = new HashSet<>();

    Standing(Map<ProcessIdentity, Treatment> before) {
        this.treatments = new HashMap<>(before);
    }

    Map<ProcessIdentity, Treatment> all() {
        return treatments;
    }

    Treatment of(ProcessInfo process) {
        return treatments.getOrDefault(process.identity(), Treatment.NONE);
    }

    boolean is(ProcessInfo process, Stage stage) {
        return of(process).stage() == stage;
    }

    void put(ProcessInfo process, Treatment treatment) {
        treatments.put(process.identity(), treatment);
    }

    /** An owner that is told by this very plan: what becomes of its descendants is not decided before the blink. */
    void toldNow(ProcessInfo owner) {
        ownersToldNow.add(owner.pid());
    }

    boolean isToldNow(ProcessInfo process) {
        return ownersToldNow.contains(process.pid());
    }
}
