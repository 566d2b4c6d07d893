package io.jenkins.plugins.cleankill.agent;

import hudson.remoting.RemoteOutputStream;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Future;
import jenkins.security.MasterToSlaveCallable;

/**
 * Watches one command on the agent: which processes hold its output when it has ended? The holders can be told in the
 * 100 ms after the command's end only, before Jenkins closes the output under them: so a thread of the agent waits for
 * the end, by pidfd, while the command runs. The watch takes no time.
 */
public final class HolderWatchTask extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1L;

    private final Cookie build;
    private final CommandOutput output;
    private final boolean leftoversEnd;
    private final RemoteOutputStream log;

    private HolderWatchTask(Cookie build, CommandOutput output, boolean leftoversEnd, RemoteOutputStream log) {
        this.build = build;
        this.output = output;
        this.leftoversEnd = leftoversEnd;
        this.log = log;
    }

    /**
     * Begins to watch. The answer comes when the command has ended and the holders are named, or it was aborted.
     *
     * @param leftoversEnd whether leftovers at the build's end are ended
     */
    public static Future<Void> begin(
            VirtualChannel channel, Cookie build, CommandOutput output, boolean leftoversEnd, OutputStream log)
            throws IOException {
        return channel.callAsync(
                new HolderWatchTask(build, output.remote(), leftoversEnd, new RemoteOutputStream(log)));
    }

    @Override
    public Void call() throws IOException {
        JvmWarnings.keepOutOfTheConnection();
        OperatingSystem system = HostSystem.detect(JenkinsEnvironments::environments);
        if (system.outputPipes().isPresent()) {
            HolderWatch watch = new HolderWatch(system, output, build.value(), leftoversEnd);
            RunningWatches.run(build.value(), output.launch(), watch, new LineWriter(log));
        }
        return null;
    }
}
