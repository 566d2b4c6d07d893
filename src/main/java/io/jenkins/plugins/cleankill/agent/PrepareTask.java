package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.security.MasterToSlaveCallable;

/**
 * Rehearses a termination that has nobody to end, so that the classes of a real one are on the agent before it is
 * needed: an agent in trouble may not be able to load them then. Done once in a JVM.
 */
final class PrepareTask extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean DONE = new AtomicBoolean();

    @Override
    public Void call() throws IOException {
        if (DONE.compareAndSet(false, true)) {
            OperatingSystem system = HostSystem.detect(JenkinsProcesses::environment);
            new CleanKill(
                            system,
                            new TerminationRequest(
                                    "rehearsal", Scope.of(Cookie.random()), Settings.DEFAULT, Veto.NONE, event -> {}))
                    .terminate();
        }
        return null;
    }
}
