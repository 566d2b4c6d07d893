package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.plan.KeepRules;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import java.io.IOException;

/** Looks which processes would be ended, and sends no signal. It remembers members as a termination does. */
public final class Survey {

    private final MemberTracker tracker;

    /** A survey of the processes in the scope. */
    public Survey(OperatingSystem system, Scope scope, KeepRules keepRules) {
        this.tracker = new MemberTracker(system, scope, keepRules);
    }

    /**
     * The members now.
     *
     * @throws IOException if the processes of this machine can't be read
     */
    public Members look() throws IOException {
        return tracker.look(process -> false);
    }
}
