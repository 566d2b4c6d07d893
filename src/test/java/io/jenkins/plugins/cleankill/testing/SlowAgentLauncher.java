package io.jenkins.plugins.cleankill.testing;

import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.SlaveComputer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;

/** Connects an agent by a link that takes its time in each direction. */
public final class SlowAgentLauncher extends ComputerLauncher {

    private final long oneWayMillis;

    public SlowAgentLauncher(Duration oneWay) {
        this.oneWayMillis = oneWay.toMillis();
    }

    @Override
    public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
        Process agent = UnattendedAgentLauncher.startAgent();
        Pipe toAgent = Pipe.open();
        DelayedCopy.start(
                Channels.newInputStream(toAgent.source()), agent.getOutputStream(), Duration.ofMillis(oneWayMillis));
        computer.setChannel(
                delayed(agent.getInputStream()),
                Channels.newOutputStream(toAgent.sink()),
                listener,
                new Channel.Listener() {
                    @Override
                    public void onClosed(Channel channel, IOException cause) {
                        agent.destroy();
                    }
                });
    }

    private InputStream delayed(InputStream in) throws IOException {
        Pipe pipe = Pipe.open();
        DelayedCopy.start(in, Channels.newOutputStream(pipe.sink()), Duration.ofMillis(oneWayMillis));
        return Channels.newInputStream(pipe.source());
    }
}
