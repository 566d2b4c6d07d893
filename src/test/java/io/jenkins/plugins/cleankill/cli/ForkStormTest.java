package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A COMMAND that forks until its user may have no process more, and neither a thread. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ForkStormTest {

    /**
     * Ends by itself after half a minute; says READY when no process more is to be had. It has the least of the processor's
     * time: its hundred processes would leave a loaded machine none for their end.
     */
    private static final String STORM =
            "nice -n 19 perl -e '$SIG{CHLD} = \"IGNORE\"; $end = time + 30; while (time < $end) {"
                    + " defined fork or $said++ or print STDERR \"READY\\n\"; select undef, undef, undef, 0.002 }'";

    private static final List<String> AS_ANOTHER = List.of(
            "setpriv",
            "--reuid=65531",
            "--regid=65531",
            "--clear-groups",
            "prlimit",
            "--nproc=120",
            "env",
            "HOME=/tmp");

    @TempDir
    private Path folder;

    @Test
    void isEndedByAnAbortAfterATime() throws Exception {
        try (CommandUnderTest run = storm("--abort-after", "4s")) {
            run.awaitOnErr("READY");

            assertEnded(run);
        }
    }

    @Test
    void isEndedByASignal() throws Exception {
        try (CommandUnderTest run = storm("--leftovers", "kill")) {
            run.awaitOnErr("READY");
            run.abort();

            assertEnded(run);
            assertThat(run.errLines()).anyMatch(line -> line.contains("Aborted by SIGTERM"));
        }
    }

    private CommandUnderTest storm(String option, String value) throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")) && Shell.isInstalled("setpriv"),
                "needs root and setpriv");
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return CommandUnderTest.startAsAnother(
                AS_ANOTHER,
                copies,
                folder.resolve("out"),
                "run",
                "--ladder",
                "TERM 1s",
                option,
                value,
                "--",
                "sh",
                "-c",
                STORM);
    }

    private static void assertEnded(CommandUnderTest run) throws Exception {
        assertThat(run.exitCode()).as("%s", run.errLines()).isIn(124, 137);
        assertThat(run.errLines().get(run.errLines().size() - 1)).endsWith(" 0 left");
    }
}
