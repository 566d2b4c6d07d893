package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.Stage;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.HashSet;
import java.util.Set;

/**
 * The process groups that an owner has sent the signal to, though they could not be frozen to see it (tini -g): a parent
 * that waited for its child, and that we told nothing, has ended before it. It has died of a signal, which the child of the
 * same group has got, too.
 */
final class ToldGroups {

    private final Standing standing;
    private final Set<Long> deadParents = new HashSet<>();

    ToldGroups(RungView view, Standing standing) {
        this.standing = standing;
        view.treatments().forEach((process, treatment) -> {
            if (treatment.stage() == Stage.LEFT_TO_OWNER
                    && treatment.has(Trait.WOULD_WAIT)
                    && !view.members().table().isAlive(process)) {
                deadParents.add(process.pid());
            }
        });
    }

    boolean isTold(ProcessInfo process) {
        Treatment treatment = standing.of(process);
        return treatment.stage() == Stage.LEFT_TO_OWNER
                && treatment.has(Trait.STOP_WOULD_BE_SEEN)
                && deadParents.contains(treatment.seen());
    }
}
