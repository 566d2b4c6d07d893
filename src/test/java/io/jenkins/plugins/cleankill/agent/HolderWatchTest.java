package io.jenkins.plugins.cleankill.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.Launcher.LocalLauncher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Holders of the output of commands that this JVM launches as an agent does; no Jenkins is needed. */
@EnabledOnOs(OS.LINUX)
class HolderWatchTest {

    private static final String DAEMON = "sh -c 'echo $$; exec sleep 1000'";

    @TempDir
    private Path folder;

    private final OperatingSystem system = LinuxSystem.local();
    private final List<String> lines = new ArrayList<>();
    private final List<ProcessHandle> daemons = new ArrayList<>();
    private FollowedOutput followed;
    private Scanner output;
    private Proc proc;

    @AfterEach
    void endThem() {
        daemons.forEach(ProcessHandle::destroyForcibly);
        daemons.forEach(daemon -> daemon.onExit().join());
        assertThat(daemons).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void oneThatCarriesTheCookieIsNamed() throws Exception {
        launch(DAEMON + " &");
        ProcessHandle daemon = nextDaemon();

        HolderWatch watch = watch();

        assertThat(lines).singleElement().asString().startsWith("[clean-kill] sleep (" + daemon.pid() + "), ");
        assertThat(lines.get(0)).contains("(it carries the build's cookie)");
        assertThat(watch.orphans()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentAndLeftIsAnOrphanedHolder() throws Exception {
        launch("(env -i setsid " + DAEMON + " &)");
        ProcessHandle daemon = nextDaemon();

        HolderWatch watch = watch();

        assertThat(lines).singleElement().asString().startsWith("[clean-kill] sleep (" + daemon.pid() + "), ");
        assertThat(lines.get(0)).contains("(an orphaned holder: it does not carry the build's cookie)");
        assertThat(watch.orphans()).extracting(ProcessIdentity::pid).containsExactly(daemon.pid());
    }

    @Test
    void thePipeIsTheSameByTheLivingCommandAndByTheThreadThatCopiesIt() throws Exception {
        launch("env -i " + DAEMON + " & until [ -e '" + folder.resolve("go") + "' ]; do sleep 0.05; done");
        nextDaemon();
        Optional<ProcessIdentity> command = OutputKeeper.child(system, followed);
        Map<Long, Integer> byCommand = OutputKeeper.pipes(system, followed, command);

        Files.createFile(folder.resolve("go"));
        awaitEnd(command.orElseThrow());

        assertThat(byCommand).hasSize(1).containsValue(1);
        assertThat(OutputKeeper.pipes(system, followed, Optional.empty())).isEqualTo(byCommand);
    }

    @Test
    void nobodyIsNamedWhereNobodyHolds() throws Exception {
        launch(DAEMON + " > '" + folder.resolve("pid") + "' 2>&1 < /dev/null & echo $!");
        ProcessHandle daemon = nextDaemon();

        HolderWatch watch = watch();

        assertThat(daemon.isAlive()).isTrue();
        assertThat(lines).isEmpty();
        assertThat(watch.orphans()).isEmpty();
    }

    private void launch(String script) throws IOException {
        PipedOutputStream sink = new PipedOutputStream();
        output = new Scanner(new PipedInputStream(sink), UTF_8);
        followed = FollowedOutput.of("sh -c " + script, sink, null);
        proc = new LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds("sh", "-c", script.replace("$", "$$")) // for launchers, two are one
                .envs(new EnvVars(followed.asVariables()))
                .stdout((OutputStream) sink)
                .start();
    }

    private ProcessHandle nextDaemon() {
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(output.nextLine())).orElseThrow();
        daemons.add(daemon);
        return daemon;
    }

    private HolderWatch watch() throws IOException {
        HolderWatch watch = new HolderWatch(system, followed, true);
        Duration begin = system.clock().elapsed();
        List<OutputPump> pumps = watch.run(lines::add);
        System.out.println("Looked for holders, after a command that had ended or was about to, within "
                + system.clock().elapsed().minus(begin).toMillis() + " ms");
        pumps.forEach(OutputPump::close);
        return watch;
    }

    private void awaitEnd(ProcessIdentity command) throws Exception {
        while (system.processes().read(id -> false).isAlive(command)) {
            assertThat(proc).isNotNull();
            Thread.onSpinWait();
        }
    }
}
