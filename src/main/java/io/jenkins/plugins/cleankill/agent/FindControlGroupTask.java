package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups.Trial;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.MasterToSlaveCallable;

/**
 * Finds out, once in an agent's JVM, whether its control group is ours to divide: answers with its directory, or with an empty
 * text and one line in the agent's log.
 */
public final class FindControlGroupTask extends MasterToSlaveCallable<String, IOException> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(FindControlGroupTask.class.getName());
    private static Trial tried;

    @Override
    public String call() {
        return KillingDisabledException.property().isPresent()
                ? ""
                : trial().directory().orElse("");
    }

    private static synchronized Trial trial() {
        if (tried == null) {
            tried = HostSystem.detect(JenkinsEnvironments::environments)
                    .controlGroups()
                    .tryOut();
            if (tried.directory().isEmpty()) {
                LOGGER.log(
                        Level.INFO,
                        "Builds get no control groups here, and their processes are found by environment and descent: {0}",
                        tried.obstacle());
            }
        }
        return tried;
    }
}
