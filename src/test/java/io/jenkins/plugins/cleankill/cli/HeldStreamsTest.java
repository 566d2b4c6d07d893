package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon of COMMAND that keeps its stderr, which the test reads as a shell's pipeline would. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class HeldStreamsTest {

    private static final String CLEARED =
            "(env -i setsid sh -c 'echo DAEMON $$ >&2; exec sleep 60' &); read line; exit 3";

    @TempDir
    private Path folder;

    @Test
    void aHolderIsNamedAndEndedAsALeftover() throws Exception {
        try (CommandUnderTest run = run("kill")) {
            long daemon = daemon(run);

            assertThat(run.awaitOnErr("still holds"))
                    .startsWith("[clean-kill] sleep (" + daemon + "), ")
                    .endsWith(
                            " s old, still holds the stderr of sh, which has ended: a reader sees no end-of-file before"
                                    + " it lets go. To let go of it: COMMAND 2> file < /dev/null &");
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(isAlive(daemon)).isFalse();
        }
    }

    @Test
    void aHolderThatIsToBeReportedIsNamedAndLivesOn() throws Exception {
        long daemon = 0;
        try (CommandUnderTest run = run("report")) {
            daemon = daemon(run);

            run.awaitOnErr("sleep (" + daemon + "), ");
            assertThat(run.exitCodeUnread()).isEqualTo(3);
            assertThat(isAlive(daemon)).isTrue();
        } finally {
            ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private CommandUnderTest run(String policy) throws Exception {
        return CommandUnderTest.start(folder.resolve("out"), "run", "--leftovers", policy, "--", "sh", "-c", CLEARED);
    }

    private static long daemon(CommandUnderTest run) throws Exception {
        long pid = Long.parseLong(run.awaitOnErr("DAEMON ").substring("DAEMON ".length()));
        run.feed("end\n");
        return pid;
    }

    private static boolean isAlive(long pid) throws Exception {
        return LinuxSystem.local()
                .processes()
                .read(identity -> false)
                .byPid(pid)
                .filter(ProcessInfo::isAlive)
                .isPresent();
    }
}
