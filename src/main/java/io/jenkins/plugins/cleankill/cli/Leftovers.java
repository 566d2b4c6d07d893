package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.termination.Survey;
import java.io.IOException;
import java.time.Duration;

/** The processes that are alive when COMMAND has ended by itself. */
final class Leftovers {

    /** A process that ends together with COMMAND, as the {@code tee} of a process substitution, is not left over. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final OperatingSystem system;
    private final Survey survey;

    Leftovers(OperatingSystem system, Scope scope, KeepPatterns keep) {
        this.system = system;
        this.survey = new Survey(system, scope, new KeepRules(scope.keepMarkers(), keep, Veto.NONE));
    }

    /** The leftovers that live after a moment of grace; kept processes are none. */
    Members find() throws IOException {
        Members found = survey.look();
        Duration end = system.clock().elapsed().plus(GRACE);
        Duration left = GRACE;
        try (ExitWaiter waiter = system.newExitWaiter()) {
            while (!found.isEmpty() && left.compareTo(Duration.ZERO) > 0) {
                waiter.await(found.identities(), left);
                found = survey.look();
                left = end.minus(system.clock().elapsed());
            }
        }
        return found;
    }
}
