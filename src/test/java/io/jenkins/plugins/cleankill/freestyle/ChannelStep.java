package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.remoting.Channel;
import hudson.remoting.Which;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jvnet.hudson.test.TestBuilder;

/** A JVM that is talked to through its standard streams, as Maven jobs do. */
final class ChannelStep extends TestBuilder {

    private final Path marks;

    ChannelStep(Path marks) {
        this.marks = marks;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String remoting = Which.jarFile(Channel.class).getPath();
        Channel channel = launcher.launchChannel(
                new String[] {java, "-jar", remoting},
                listener.getLogger(),
                build.getWorkspace(),
                Map.of("MARKERS", marks.toString()));
        listener.getLogger().println("READY");
        channel.join();
        return true;
    }
}
