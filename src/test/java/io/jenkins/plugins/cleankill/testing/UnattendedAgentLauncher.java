package io.jenkins.plugins.cleankill.testing;

import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.Which;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.SlaveComputer;
import java.io.File;
import java.io.IOException;

/** Starts an agent as the test harness does, but ends nothing when that is lost: the harness kills what descends from it. */
public final class UnattendedAgentLauncher extends ComputerLauncher {

    @Override
    public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
        Process agent = startAgent();
        computer.setChannel(agent.getInputStream(), agent.getOutputStream(), listener, null);
    }

    /** An agent that speaks to its controller by its standard streams. */
    static Process startAgent() throws IOException {
        File java = new File(System.getProperty("java.home"), "bin/java");
        return new ProcessBuilder(
                        java.getPath(), "-jar", Which.jarFile(Channel.class).getPath())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
