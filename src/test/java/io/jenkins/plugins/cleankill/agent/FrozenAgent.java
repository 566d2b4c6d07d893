package io.jenkins.plugins.cleankill.agent;

import hudson.model.ComputerSet;
import hudson.model.Slave;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import java.io.IOException;

/** An agent whose JVM is stopped: its connection holds, and it answers nothing. It goes on when this is closed. */
public final class FrozenAgent implements AutoCloseable {

    private final long pid;

    private FrozenAgent(long pid) {
        this.pid = pid;
    }

    /**
     * To be called before the agent connects. Five seconds after that Jenkins asks it for its disks, its clock and more,
     * all at once, see {@code NodeMonitorUpdater}: more than the pipe to a stopped JVM holds, and a thread that waits for
     * room there can't be interrupted.
     */
    public static void withoutNodeMonitors() {
        ComputerSet.getMonitors().clear();
    }

    /** Stops the agent's JVM. What an abort needs has been loaded there: a stop in the middle of that is another story. */
    public static FrozenAgent of(Slave agent) throws IOException, InterruptedException {
        AgentTermination.prepare(agent.getChannel());
        FrozenAgent frozen = new FrozenAgent(agent.getChannel().call(new OwnPid()));
        frozen.signal("STOP");
        return frozen;
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " " + pid + ": exit code " + exit);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        signal("CONT");
    }
}
