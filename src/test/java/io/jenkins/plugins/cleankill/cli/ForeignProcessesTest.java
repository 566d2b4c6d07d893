package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A build that becomes another user, as by sudo, under a command that may neither signal nor look into others'
 * processes: root without some of its capabilities stands for an ordinary user.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ForeignProcessesTest {

    private static final List<String> WITHOUT_POWER =
            List.of("setpriv", "--bounding-set=-kill,-sys_ptrace,-perfmon,-sys_admin");
    private static final String AS_NOBODY = "setpriv --reuid=65534 --clear-groups ";

    @TempDir
    private Path folder;

    private Path out;
    private ProcessHandle foreign;

    @BeforeEach
    void prepare() throws Exception {
        out = folder.resolve("out");
        assumeTrue(
                "root".equals(System.getProperty("user.name"))
                        && Shell.isInstalled("setpriv")
                        && new ProcessBuilder()
                                        .command(WITHOUT_POWER.get(0), WITHOUT_POWER.get(1), "true")
                                        .start()
                                        .waitFor()
                                == 0,
                "needs root and setpriv");
    }

    @AfterEach
    void endIt() throws IOException {
        if (foreign != null) {
            // A zombie has ended: pid 1 of a container may collect none
            OperatingSystem system = LinuxSystem.local();
            ProcessIdentity identity = system.processes()
                    .read(id -> false)
                    .byPid(foreign.pid())
                    .orElseThrow()
                    .identity();
            foreign.destroyForcibly();
            try (ExitWaiter waiter = system.newExitWaiter()) {
                assertThat(waiter.await(Set.of(identity), Duration.ofSeconds(30)))
                        .containsExactly(identity);
            }
        }
    }

    @Test
    void theyAreMembersByDescentAndNamedAsNotPermitted() throws Exception {
        try (CommandUnderTest command = CommandUnderTest.startBy(
                WITHOUT_POWER,
                out,
                "run",
                "--ladder",
                "TERM 1s",
                "--",
                "sh",
                "-c",
                AS_NOBODY + "sh -c 'echo FOREIGN $$ >&2; exec sleep 1000 >/dev/null 2>&1' & wait")) {
            foreign = handle(command.awaitOnErr("FOREIGN ").substring("FOREIGN ".length()));

            command.abort();

            assertThat(command.exitCode()).isEqualTo(137);
            assertThat(command.errLines())
                    .anyMatch(line -> line.matches(".*The environment of \\w+ \\(" + foreign.pid()
                            + "\\) can't be read: whatever it starts is found by descent only"))
                    .contains("[clean-kill] sleep (" + foreign.pid()
                            + ") belongs to another user (uid 65534), not permitted; still alive");
            assertThat(foreign.isAlive()).isTrue();
        }
    }

    @Test
    void explainForetellsIt() throws Exception {
        Process child =
                new ProcessBuilder("sh", "-c", "exec " + AS_NOBODY + "sh -c 'echo FOREIGN; exec sleep 1000'").start();
        foreign = child.toHandle();
        assertThat(child.inputReader().readLine()).isEqualTo("FOREIGN");
        try (CommandUnderTest command =
                CommandUnderTest.startBy(WITHOUT_POWER, out, "explain", Long.toString(foreign.pid()))) {

            assertThat(command.exitCode()).isZero();
            assertThat(Files.readString(out))
                    .contains("SIGTERM  would not end it: belongs to another user (uid 65534), not permitted\n");
        }
    }

    private static ProcessHandle handle(String pid) throws IOException {
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IOException("no process has the pid " + pid));
    }
}
