package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A proc file system that does not show what is so. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class StrangeProcTest {

    private static final String TRAPS = "trap 'echo outer; exit 1' TERM\n"
            + "(trap 'echo inner; exit 2' TERM; %s; while :; do sleep 0.1; done)\necho NEXT";

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void need() throws Exception {
        out = folder.resolve("out");
        assumeTrue(
                Shell.isInstalled("unshare")
                        && new ProcessBuilder("unshare", "--mount", "--fork", "--pid", "true")
                                        .start()
                                        .waitFor()
                                == 0,
                "needs the right to have namespaces of its own");
    }

    @Test
    void anUptimeOfAnotherClockCostsNoCleanUp() throws Exception {
        try (CommandUnderTest run = start(
                "echo '1000.00 900.00' > \"$0\"; mount --bind \"$0\" /proc/uptime; exec \"$@\"",
                List.of("unshare", "--mount"),
                "echo READY >&2")) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.out()).isEqualTo("inner\nouter\n");
        }
    }

    @Test
    void thatOfAnotherPidNamespaceIsNotBelievedAndSaidToBe() throws Exception {
        try (CommandUnderTest run = start(
                "\"$@\"; exit $?",
                List.of("unshare", "--fork", "--pid", "--kill-child"),
                "kill -TERM $PPID")) { // by the pids of that namespace
            assertThat(run.exitCode()).isEqualTo(ExitCodes.OWN_ERROR);
            assertThat(run.out().lines()).containsExactlyInAnyOrder("inner", "outer");
            assertThat(run.errLines())
                    .filteredOn(line -> line.contains("clean-kill"))
                    .containsExactly(
                            "clean-kill: No process can be read: the proc file system at /proc is that of another"
                                    + " pid namespace");
        }
    }

    /** @param ready what the script does when its traps stand */
    private CommandUnderTest start(String wrapper, List<String> prefix, String ready) throws IOException {
        List<String> line = Stream.concat(
                        prefix.stream(),
                        Stream.of("sh", "-c", wrapper, folder.resolve("uptime").toString()))
                .toList();
        return CommandUnderTest.startBy(
                line, out, "run", "--ladder", "TERM 60s", "--", "sh", "-c", TRAPS.formatted(ready));
    }
}
