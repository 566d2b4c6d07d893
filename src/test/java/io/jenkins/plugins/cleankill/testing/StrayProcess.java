package io.jenkins.plugins.cleankill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.os.GroupedCommand;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a build is said to have left on a machine: no agent is its parent. */
public final class StrayProcess implements AutoCloseable {

    private final Process process;

    private StrayProcess(Process process) {
        this.process = process;
    }

    /**
     * @param seconds tells it from others
     * @param origin which build is said to have left it
     * @param more names and values of variables
     */
    public static StrayProcess of(int seconds, Origin origin, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", String.valueOf(seconds));
        builder.environment().put(Origin.VARIABLE, origin.text());
        for (int at = 0; at < more.length; at += 2) {
            builder.environment().put(more[at], more[at + 1]);
        }
        return new StrayProcess(builder.start());
    }

    /** A shell that SIGTERM does not end. */
    public static StrayProcess stubborn(Origin origin) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "trap '' TERM; echo READY; while :; do sleep 1; done");
        builder.environment().put(Origin.VARIABLE, origin.text());
        Process shell = builder.start();
        int first = shell.getInputStream().read();
        assertThat(first).as("the first byte of READY").isEqualTo('R');
        return new StrayProcess(shell);
    }

    /** One whose environment is empty: its control group alone says which build has left it. */
    public static StrayProcess inTheGroupOf(Origin origin) throws IOException {
        String directory =
                LinuxSystem.local().controlGroups().tryOut().directory().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(new GroupedCommand(
                        directory, List.of(GroupName.ofBuild(origin.text()).orElseThrow()))
                .words(List.of("/bin/sh", "-c", "echo READY; exec sleep 4000")));
        builder.environment().clear();
        return ready(builder);
    }

    /** A server that listens on a port of its own. */
    public static StrayProcess listening(Origin origin) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "python3",
                "-c",
                "import signal, socket; server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen();"
                        + " print('READY', flush=True); signal.pause()");
        builder.environment().put(Origin.VARIABLE, origin.text());
        return ready(builder);
    }

    private static StrayProcess ready(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        assertThat(process.getInputStream().read())
                .as("the first byte of READY")
                .isEqualTo('R');
        return new StrayProcess(process);
    }

    /** Stops it, as a termination freezes a process. */
    public StrayProcess frozen() throws IOException {
        ProcessInfo self =
                LinuxSystem.local().processes().read(id -> false).byPid(pid()).orElseThrow();
        LinuxSystem.local().signals().send(self.identity(), Signal.STOP);
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean ends() throws InterruptedException {
        return process.waitFor(1, TimeUnit.MINUTES);
    }

    /** Kills it, and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        assertThat(process.destroyForcibly().waitFor(1, TimeUnit.MINUTES))
                .as("the end of process " + pid())
                .isTrue();
    }
}
