package io.jenkins.plugins.cleankill.freestyle;

import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.console.LineTransformationOutputStream;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Builder;
import hudson.tasks.CommandInterpreter;
import hudson.util.ArgumentListBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jvnet.hudson.test.TestBuilder;

/** The ways in which build steps of well-known plugins run a tool with its output in the build's log. */
enum LaunchStyle {
    /** {@code hudson.tasks.BatchFile}: an interpreter of its own for a script in a file. */
    BATCH {
        @Override
        Builder step(Path marks) {
            return new Script("export MARKERS='" + marks + "'\n" + POLITE);
        }
    },
    /** {@code hudson.tasks.Ant}: a stream that annotates whole lines, and the arguments partly masked. */
    ANT {
        @Override
        int run(Launcher launcher, BuildListener listener, FilePath workspace, Path marks)
                throws IOException, InterruptedException {
            ArgumentListBuilder arguments = new ArgumentListBuilder("sh", "-c").add(POLITE, true);
            try (Lines lines = new Lines(listener.getLogger())) {
                return launcher.launch()
                        .cmds(arguments)
                        .envs("MARKERS=" + marks)
                        .stdout(lines)
                        .pwd(workspace)
                        .join();
            }
        }
    },
    /** {@code hudson.tasks.Maven}: the listener itself. */
    MAVEN {
        @Override
        int run(Launcher launcher, BuildListener listener, FilePath workspace, Path marks)
                throws IOException, InterruptedException {
            return launcher.launch()
                    .cmds("sh", "-c", POLITE)
                    .envs("MARKERS=" + marks)
                    .quiet(true) // its words are the test's
                    .stdout(listener)
                    .pwd(workspace)
                    .join();
        }
    },
    /** {@code hudson.plugins.gradle.Gradle}: the same by start and join, with an input that is at its end. */
    GRADLE {
        @Override
        int run(Launcher launcher, BuildListener listener, FilePath workspace, Path marks)
                throws IOException, InterruptedException {
            Proc proc = launcher.launch()
                    .cmds("sh", "-c", POLITE)
                    .envs("MARKERS=" + marks)
                    .stdin(InputStream.nullInputStream())
                    .quiet(true)
                    .stdout(listener.getLogger())
                    .pwd(workspace)
                    .start();
            return proc.join();
        }
    };

    private static final String POLITE =
            "trap 'echo BYE; echo SORRY >&2; exit 0' TERM; echo READY; while :; do sleep 0.1; done";

    /** A build step that runs a tool in this way. */
    Builder step(Path marks) {
        return new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws IOException, InterruptedException {
                return run(launcher, listener, build.getWorkspace(), marks) == 0;
            }
        };
    }

    int run(Launcher launcher, BuildListener listener, FilePath workspace, Path marks)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    private static final class Script extends CommandInterpreter {

        Script(String command) {
            super(command);
        }

        @Override
        public String[] buildCommandLine(FilePath script) {
            return new String[] {"sh", script.getRemote()};
        }

        @Override
        protected String getContents() {
            return command;
        }

        @Override
        protected String getFileExtension() {
            return ".sh";
        }
    }

    private static final class Lines extends LineTransformationOutputStream {

        private final OutputStream out;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        protected void eol(byte[] line, int length) throws IOException {
            out.write(line, 0, length);
        }
    }
}
