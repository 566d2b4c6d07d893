package io.jenkins.plugins.cleankill.freestyle;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.security.MasterToSlaveCallable;
import org.jvnet.hudson.test.TestBuilder;

/** Starts a process on the agent by itself, with the build's environment and without a launcher, as the git client does. */
final class StartingOnAgent extends TestBuilder {

    private final String marks;
    private final String script;
    private final Map<String, String> changes;

    /**
     * @param script for a shell
     * @param changes variables with values of their own
     */
    StartingOnAgent(JobUnderTest job, String script, Map<String, String> changes) {
        this.marks = job.mark("").toString();
        this.script = script;
        this.changes = new HashMap<>(changes);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        environment.put("MARKERS", marks);
        environment.putAll(changes);
        launcher.getChannel().call(new Start(new HashMap<>(environment), script));
        return true;
    }

    /** Runs on the agent; returns when the process has said its first line. */
    private static final class Start extends MasterToSlaveCallable<Void, IOException> {

        private static final long serialVersionUID = 1L;

        private final HashMap<String, String> environment;
        private final String script;

        Start(HashMap<String, String> environment, String script) {
            this.environment = environment;
            this.script = script;
        }

        @Override
        public Void call() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", script));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String ready = process.inputReader().readLine();
            if (!"READY".equals(ready)) {
                throw new IOException("the process said " + ready);
            }
            return null;
        }
    }
}
