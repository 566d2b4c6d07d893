package io.jenkins.plugins.cleankill.pipeline;

import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Runs its body's commands in a container that listens for them, as Kubernetes' {@code container} does where its cloud has
 * active containers: each is a file for the container's loop, its output is read when it is over, and {@code kill} is a
 * broadcast of SIGTERM.
 */
public final class InListeningPodStep extends DecoratingStep {

    /** The folder that the container looks into. */
    static volatile Path work;

    @DataBoundConstructor
    public InListeningPodStep() {
        // it needs nothing
    }

    @Override
    LauncherDecorator decorator() {
        return new Decorator();
    }

    /** Has the container run a command, and waits for its end. */
    static Proc listen(FilePath work, String script, OutputStream output) throws IOException {
        FilePath folder = work.child(UUID.randomUUID().toString());
        try {
            folder.mkdirs();
            folder.child("shell.txt").write("sh", null);
            folder.child("script.tmp").write(script, null);
            folder.child("script.tmp").renameTo(folder.child("script.sh"));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new ListenedProc(folder, output);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static final class Decorator extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    StringBuilder script = new StringBuilder();
                    if (starter.pwd() != null) {
                        script.append("cd ")
                                .append(quoted(starter.pwd().getRemote()))
                                .append('\n');
                    }
                    for (String variable : starter.envs()) {
                        if (variable.matches("(?s)[A-Za-z_]\\w*=.*")) {
                            script.append("export ").append(quoted(variable)).append('\n');
                        }
                    }
                    for (String word : starter.cmds()) {
                        script.append(quoted(word.replace("$$", "$"))).append(' ');
                    }
                    return listen(
                            new FilePath(getChannel(), work.toString()),
                            script.toString(),
                            starter.stdout() == null ? getListener().getLogger() : starter.stdout());
                }

                @Override
                public void kill(Map<String, String> variables) throws IOException, InterruptedException {
                    Map.Entry<String, String> one =
                            variables.entrySet().iterator().next();
                    launch(launch().quiet(true)
                                    .cmds(
                                            "sh",
                                            "-c",
                                            "kill `grep -l '" + one.getKey() + "=" + one.getValue()
                                                    + "' /proc/*/environ | cut -d / -f 3`"))
                            .join();
                }
            };
        }
    }

    /** A command in the container, which is known by its files. */
    private static final class ListenedProc extends Proc {

        private final FilePath folder;
        private final OutputStream output;

        ListenedProc(FilePath folder, OutputStream output) {
            this.folder = folder;
            this.output = output;
        }

        @Override
        public boolean isAlive() throws IOException, InterruptedException {
            return folder.child("seen").exists() && !folder.child("status.txt").exists();
        }

        @Override
        public void kill() {
            // As Kubernetes': nothing
        }

        @Override
        public int join() throws IOException, InterruptedException {
            FilePath status = folder.child("status.txt");
            while (!status.exists()) {
                Thread.sleep(100); // as Kubernetes' does
            }
            int code = Integer.parseInt(status.readToString().trim());
            folder.child("out.txt").copyTo(output);
            folder.child("err.txt").copyTo(output);
            folder.deleteRecursive();
            return code;
        }

        @Override
        public InputStream getStdout() {
            return null;
        }

        @Override
        public InputStream getStderr() {
            return null;
        }

        @Override
        public OutputStream getStdin() {
            return OutputStream.nullOutputStream();
        }
    }

    /** A test registers it. */
    public static final class DescriptorImpl extends BlockDescriptor {

        public DescriptorImpl() {
            super("inListeningPod");
        }
    }
}
