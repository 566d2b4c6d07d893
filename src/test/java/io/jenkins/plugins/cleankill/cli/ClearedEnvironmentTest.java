package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of COMMAND that nothing in their environment tells to be its: they are left to the command. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ClearedEnvironmentTest {

    @TempDir
    private Path folder;

    private long orphan;

    @BeforeEach
    void need() {
        assumeTrue(Shell.isInstalled("setsid"), "needs setsid");
    }

    @AfterEach
    void nobodyIsLeft() throws IOException {
        Optional<ProcessInfo> left = find(orphan).filter(ProcessInfo::isAlive);
        left.flatMap(process -> ProcessHandle.of(process.pid())).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(left).isEmpty();
    }

    @Test
    void oneThatIsLeftInTheSessionOfACommandThatEndsIsALeftover() throws Exception {
        try (CommandUnderTest run =
                run("env -i sh -c 'echo ORPHAN $$ >&2; exec sleep 1000 > /dev/null 2>&1' & read line < /dev/stdin")) {
            orphan = pid(run.awaitOnErr("ORPHAN"));
            run.feed("end\n");

            assertThat(run.exitCode()).isZero();
            assertThat(run.errLines()).anyMatch(line -> line.contains("Left over by sh: SIGTERM to sleep (" + orphan));
        }
    }

    @Test
    void oneInASessionOfItsOwnIsALeftover() throws Exception {
        try (CommandUnderTest run =
                run("(env -i setsid sh -c 'echo ORPHAN $$ >&2; exec sleep 1000 > /dev/null 2>&1' &); read line")) {
            orphan = pid(run.awaitOnErr("ORPHAN"));
            run.feed("end\n");

            assertThat(run.exitCode()).isZero();
            assertThat(run.errLines()).anyMatch(line -> line.contains("Left over by sh: SIGTERM to sleep (" + orphan));
        }
    }

    @Test
    void anAbortEndsIt() throws Exception {
        try (CommandUnderTest run =
                run("(env -i setsid sh -c 'echo ORPHAN $$ >&2; exec sleep 1000 > /dev/null 2>&1' &); read line")) {
            orphan = pid(run.awaitOnErr("ORPHAN"));
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
        }
    }

    @Test
    void oneThatEndsMeanwhileIsNoZombieAndItsCommandsExitCodeIsItsOwn() throws Exception {
        try (CommandUnderTest run =
                run("(sh -c 'echo ORPHAN $$ >&2; exit 3' &); read line; echo GO >&2; read line; exit 5")) {
            orphan = pid(run.awaitOnErr("ORPHAN"));
            while (find(orphan).isPresent()) {
                Thread.onSpinWait();
            }
            run.feed("go on\nend\n");

            assertThat(run.exitCode()).isEqualTo(5);
        }
    }

    private CommandUnderTest run(String script) throws IOException {
        return CommandUnderTest.start(folder.resolve("out"), "run", "--", "sh", "-c", script);
    }

    private static long pid(String line) {
        return Long.parseLong(line.substring("ORPHAN ".length()));
    }

    private static Optional<ProcessInfo> find(long pid) throws IOException {
        ProcessTable table = LinuxSystem.local().processes().read(identity -> false);
        return table.byPid(pid).filter(process -> process.state() != ProcessState.DEAD);
    }
}
