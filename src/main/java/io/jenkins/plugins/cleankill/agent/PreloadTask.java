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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.MasterToSlaveCallable;

/**
 * Loads all classes of a termination, and rehearses one without a process to end, before it is needed: an agent in trouble
 * may not be able to load them then. Done once in a JVM.
 */
public final class PreloadTask extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(PreloadTask.class.getName());
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private final ArrayList<String> classes;

    /** @param classes the names of the classes that run on an agent */
    public PreloadTask(List<String> classes) {
        this.classes = new ArrayList<>(classes);
    }

    @Override
    public Void call() throws IOException {
        JvmWarnings.keepOutOfTheConnection();
        LeftToJenkinsException.throwIfByForceOnly();
        if (DONE.compareAndSet(false, true)) {
            classes.forEach(PreloadTask::load);
            OperatingSystem system = HostSystem.detect(JenkinsEnvironments::environments);
            new CleanKill(
                            system,
                            new TerminationRequest(Scope.of(Cookie.random()), Settings.DEFAULT, Veto.NONE, event -> {}))
                    .terminate();
        }
        return null;
    }

    /**
     * Its initialization is left to its first use, by the rehearsal as a rule: begun with a subclass, such as an enum constant's
     * body, while another thread uses the superclass, it would never end (JVMS 5.5).
     */
    private static void load(String name) {
        try {
            Class.forName(name, false, PreloadTask.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            LOGGER.log(Level.FINE, "Not needed here, or not to be had: " + name, e);
        }
    }
}
