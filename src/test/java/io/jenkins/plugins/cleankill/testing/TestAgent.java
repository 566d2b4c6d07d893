package io.jenkins.plugins.cleankill.testing;

import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import java.nio.file.Path;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent of a test, with room for many builds at once. */
public final class TestAgent {

    private static final int EXECUTORS = 20;

    private TestAgent() {}

    /** Connects an agent of its own JVM, below that folder. */
    public static DumbSlave connect(JenkinsRule jenkins, String name, Path folder) throws Exception {
        return connect(jenkins, name, folder, jenkins.createComputerLauncher(null));
    }

    public static DumbSlave connect(JenkinsRule jenkins, String name, Path folder, ComputerLauncher launcher)
            throws Exception {
        DumbSlave agent = new DumbSlave(name, folder.resolve(name).toString(), launcher);
        agent.setNumExecutors(EXECUTORS);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }
}
