package io.jenkins.plugins.cleankill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.Launcher.LocalLauncher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Holders of the output of commands that this JVM launches as an agent does; no Jenkins is needed. */
@EnabledOnOs(OS.LINUX)
class HolderWatchTest {

    private static final Cookie COOKIE = Cookie.random();

    @TempDir
    private Path folder;

    /** It tells its pid through a fifo: the JDK may close the command's own pipe when that ends, whatever is in it. */
    private Path fifo;

    private String daemon;

    private final OperatingSystem system = LinuxSystem.local();
    private final List<String> lines = new ArrayList<>();
    private final List<ProcessHandle> daemons = new ArrayList<>();
    private CommandOutput followed;
    private Proc proc;

    @BeforeEach
    void makeTheFifo() throws Exception {
        fifo = folder.resolve("fifo");
        daemon = "sh -c 'echo $$ > " + fifo + "; exec sleep 1000'";
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
    }

    @AfterEach
    void endThem() {
        daemons.forEach(ProcessHandle::destroyForcibly);
        daemons.forEach(daemon -> daemon.onExit().join());
        assertThat(daemons).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void oneThatCarriesTheCookieIsNamed() throws Exception {
        launchUntilTold(daemon + " &");
        ProcessHandle started = startedDaemon();

        HolderWatch watch = watch();

        assertThat(lines).singleElement().asString().startsWith("[clean-kill] sleep (" + started.pid() + "), ");
        assertThat(lines.get(0)).contains("(it carries the build's cookie)");
        assertThat(watch.orphans()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentAndLeftIsAnOrphanedHolder() throws Exception {
        launchUntilTold("(env -i setsid " + daemon + " &)");
        ProcessHandle started = startedDaemon();

        HolderWatch watch = watch();

        assertThat(lines).singleElement().asString().startsWith("[clean-kill] sleep (" + started.pid() + "), ");
        assertThat(lines.get(0)).contains("(an orphaned holder: it does not carry the build's cookie)");
        assertThat(watch.orphans()).extracting(ProcessIdentity::pid).containsExactly(started.pid());
    }

    /** As a ControlMaster of ssh(1) that an earlier build has started, and that takes the step's descriptors. */
    @Test
    void oneThatCarriesAnotherBuildsCookieIsNamedAndNotTouched() throws Exception {
        launchUntilTold("(env -i CLEAN_KILL_COOKIE=" + Cookie.random().value() + " setsid " + daemon + " &)");
        ProcessHandle started = startedDaemon();

        HolderWatch watch = watch();

        assertThat(lines).singleElement().asString().startsWith("[clean-kill] sleep (" + started.pid() + "), ");
        assertThat(lines.get(0)).contains("(it carries another cookie than the build's", "it is not touched");
        assertThat(watch.orphans()).isEmpty();
    }

    @Test
    void thePipeIsTheSameByTheLivingCommandAndByTheThreadThatCopiesIt() throws Exception {
        launchUntilTold("env -i " + daemon + " &");
        startedDaemon();
        Optional<ProcessIdentity> command = CommandPipes.child(system, followed);
        Map<Long, Integer> byCommand = CommandPipes.pipes(system, followed, command);

        Files.createFile(go());
        awaitEnd(command.orElseThrow());

        assertThat(byCommand).hasSize(1).containsValue(1);
        assertThat(CommandPipes.pipes(system, followed, Optional.empty())).isEqualTo(byCommand);
    }

    @Test
    void nobodyIsNamedWhereNobodyHolds() throws Exception {
        launchUntilTold(daemon + " > /dev/null 2>&1 < /dev/null &");
        ProcessHandle started = startedDaemon();

        HolderWatch watch = watch();

        assertThat(started.isAlive()).isTrue();
        assertThat(lines).isEmpty();
        assertThat(watch.orphans()).isEmpty();
    }

    private Path go() {
        return folder.resolve("go");
    }

    /** The command ends when there is {@link #go()}. */
    private void launchUntilTold(String beginning) throws IOException {
        String script = beginning + "\nuntil [ -e '" + go() + "' ]; do sleep 0.05; done";
        OutputStream sink = new ByteArrayOutputStream();
        followed = CommandOutput.of("sh -c " + script, sink, null);
        proc = new LocalLauncher(TaskListener.NULL)
                .launch()
                .cmds("sh", "-c", script.replace("$", "$$")) // for launchers, two are one
                .envs(new EnvVars(followed.asVariables()))
                .stdout(sink)
                .start();
    }

    private ProcessHandle startedDaemon() throws IOException {
        long pid = Long.parseLong(Files.readString(fifo).strip());
        ProcessHandle started = ProcessHandle.of(pid).orElseThrow();
        daemons.add(started);
        return started;
    }

    private HolderWatch watch() throws IOException {
        HolderWatch watch = new HolderWatch(
                system, followed, COOKIE.value(), true, new TellingWaiter(system.newExitWaiter(), go()));
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

    /** Lets the command end when somebody waits for it. */
    private record TellingWaiter(ExitWaiter waiter, Path go) implements ExitWaiter {

        @Override
        public Set<ProcessIdentity> await(Set<ProcessIdentity> processes, Duration timeout) {
            try {
                Files.write(go, new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return waiter.await(processes, timeout);
        }

        @Override
        public void wakeUp() {
            waiter.wakeUp();
        }

        @Override
        public void close() {
            waiter.close();
        }
    }
}
