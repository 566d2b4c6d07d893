package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real daemons of which no environment tells a build, in a workspace. */
@EnabledOnOs(OS.LINUX)
class RealLookAlikesTest {

    private static final String PLAIN = "(env -i setsid sh -c 'echo $$ >pid.new; mv pid.new pid; exec sleep 2030'"
            + " >/dev/null 2>&1 </dev/null &); until [ -s pid ]; do sleep 0.05; done";
    private static final String REDIS = "redis-server --daemonize yes --port 0 --unixsocket \"$PWD/socket\""
            + " --dir \"$PWD\" --logfile \"$PWD/log\" --pidfile \"$PWD/pid\"; until [ -s pid ]; do sleep 0.05; done";

    private final LinuxSystem system = LinuxSystem.local();
    private final Instant begun = Instant.now();
    private Optional<ProcessInfo> daemon = Optional.empty();
    private Path workspace;

    @TempDir
    Path folder;

    @BeforeEach
    void workspace() throws IOException {
        workspace = Files.createDirectories(folder.toRealPath().resolve("job"));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (daemon.isPresent()) {
            system.signals().send(daemon.get().identity(), Signal.KILL);
            while (system.processes()
                    .read(process -> false)
                    .isAlive(daemon.get().identity())) {
                Thread.onSpinWait();
            }
        }
    }

    private long start(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        shell.environment().putAll(Cookie.random().asVariables());
        Process process = shell.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        long pid = Long.parseLong(Files.readString(workspace.resolve("pid")).strip());
        daemon = system.processes().read(identity -> false).byPid(pid);
        assertThat(daemon).isPresent();
        return pid;
    }

    private Outcome survey(Path directory) throws IOException {
        Workplace workplace = new Workplace(
                Set.of(directory.toString()),
                Duration.between(begun, Instant.now()).plusSeconds(1),
                "",
                Set.of());
        return new CleanKill(
                        system,
                        new TerminationRequest(
                                Scope.of(Cookie.random()), Settings.DEFAULT, Veto.NONE, event -> {}, workplace))
                .terminate();
    }

    @Test
    void aDaemonWithoutAnEnvironmentIsNamedAndLives() throws Exception {
        long pid = start(PLAIN);

        assertThat(survey(workspace).lookAlikes()).singleElement().satisfies(found -> {
            assertThat(found.pid()).isEqualTo(pid);
            assertThat(found.sign()).endsWith("its working directory is " + workspace);
        });
        assertThat(system.processes()
                        .read(process -> false)
                        .isAlive(daemon.orElseThrow().identity()))
                .isTrue();
    }

    @Test
    void redisIsNamed() throws Exception {
        assumeTrue(new File("/usr/bin/redis-server").canExecute(), "there is no redis-server here");
        long pid = start(REDIS);

        assertThat(survey(workspace).lookAlikes())
                .extracting(LookAlike::pid, LookAlike::command)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(pid, "redis-server"));
    }

    @Test
    void inTheNeighboursWorkspaceNoneIsNamed() throws Exception {
        start(PLAIN);

        assertThat(survey(Path.of(workspace + "@2")).lookAlikes()).isEmpty();
    }

    @Test
    void inAWorkspaceThatWasDeletedOneIsNamed() throws Exception {
        start(PLAIN);
        Files.delete(workspace.resolve("pid"));
        Files.delete(workspace);

        assertThat(survey(workspace).lookAlikes())
                .extracting(LookAlike::sign)
                .containsExactly(
                        "its environment does not tell a build; its working directory is " + workspace + " (deleted)");
    }
}
