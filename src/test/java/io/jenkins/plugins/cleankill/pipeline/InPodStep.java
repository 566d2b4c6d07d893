package io.jenkins.plugins.cleankill.pipeline;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.engine.real.Container;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Runs its body's commands in a container of the test as Kubernetes' {@code container} does: from the controller, past
 * the agent's launcher, each through the double quotes of another shell, and with a {@code kill} of its own.
 */
public final class InPodStep extends DecoratingStep {

    static volatile Container pod;
    static volatile boolean killed;

    /** The command in the place of {@code sh} for the script, to play an image that has no such command. */
    static volatile String shell = "sh";

    /** The commands' ends on the controller are gone, as after a crash; the commands know nothing of it. */
    static void loseCommands() {
        ProcessHandle.current().children().filter(InPodStep::entersAPod).forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean entersAPod(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("nsenter");
    }

    @DataBoundConstructor
    public InPodStep() {
        // it needs nothing
    }

    @Override
    LauncherDecorator decorator() {
        return new Decorator();
    }

    private static final class Decorator extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    StringBuilder line = new StringBuilder();
                    if (starter.pwd() != null) {
                        line.append("cd \"").append(starter.pwd().getRemote()).append("\"\n");
                    }
                    for (String variable : starter.envs()) {
                        String[] parts = variable.split("=", 2);
                        if (parts[0].matches("[A-Za-z_]\\w*")) {
                            line.append("export " + parts[0] + "='"
                                    + parts[1].replace("$$", "$").replace("'", "'\\''") + "'\n");
                        }
                    }
                    boolean isScript = starter.cmds().contains("clean-kill");
                    for (String word : starter.cmds()) {
                        if (isScript && word.equals("sh")) {
                            line.append(shell).append(' ');
                            continue;
                        }
                        line.append('"')
                                .append(word.replace("$$", "\\$").replace("\"", "\\\""))
                                .append("\" ");
                    }
                    List<String> words = pod.entering(List.of("sh", "-c", line + "\nexit"));
                    return new LocalLauncher(TaskListener.NULL)
                            .launch()
                            .cmds(words.stream()
                                    .map(word -> word.replace("$", "$$"))
                                    .toList())
                            .quiet(true)
                            .stdout(
                                    starter.stdout() == null
                                            ? java.io.OutputStream.nullOutputStream()
                                            : starter.stdout())
                            .start();
                }

                @Override
                public void kill(Map<String, String> variables) throws IOException, InterruptedException {
                    killed = true;
                    getListener().getLogger().println("Killing processes");
                    List<String> words = pod.entering(List.of(
                            "sh",
                            "-c",
                            "kill -KILL `grep -l JENKINS_SERVER_COOKIE=durable- /proc/*/environ | cut -d / -f 3`"));
                    new LocalLauncher(TaskListener.NULL)
                            .launch()
                            .cmds(words)
                            .quiet(true)
                            .start()
                            .join();
                }
            };
        }
    }

    /** A test registers it. */
    public static final class DescriptorImpl extends BlockDescriptor {

        public DescriptorImpl() {
            super("inPod");
        }
    }
}
