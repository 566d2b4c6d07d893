package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.MasterToSlaveCallable;

/** Puts what was just launched on a Windows agent into the job objects of its block or build. */
public final class JobObjectTask extends MasterToSlaveCallable<Void, RuntimeException> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(JobObjectTask.class.getName());

    private final List<GroupName> names;
    private final Map<String, String> launch;

    private JobObjectTask(List<GroupName> names, Map<String, String> launch) {
        this.names = List.copyOf(names);
        this.launch = launch;
    }

    /**
     * Begins, and does not wait.
     *
     * @param names the groups, each in the one before it
     */
    public static void begin(VirtualChannel channel, List<GroupName> names, CommandOutput output) throws IOException {
        channel.callAsync(new JobObjectTask(names, output.asVariables()));
    }

    /** A process in no job object is known by its cookie and by its parent. */
    @Override
    public Void call() {
        if (KillingDisabledException.property().isEmpty()) {
            try {
                new JobObjectEntry(HostSystem.detect(JenkinsEnvironments::environments), names, launch).run();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "A command is in no job object: the machine's processes can't be read", e);
            }
        }
        return null;
    }
}
