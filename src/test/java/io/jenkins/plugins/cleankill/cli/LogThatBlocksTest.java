package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pager, Ctrl-S or a stalled ssh: nobody reads what COMMAND and we write to stderr. */
@EnabledOnOs(OS.LINUX)
class LogThatBlocksTest {

    private static final String LOUD = "trap '' TERM; while :; do echo 'nobody reads this line' >&2; done";

    @TempDir
    private Path folder;

    @Test
    void holdsNoKillingUp() throws Exception {
        Path report = folder.resolve("report.json");
        try (CommandUnderTest run = CommandUnderTest.start(
                folder.resolve("out"),
                "run",
                "--ladder",
                "TERM 1s",
                "--abort-after",
                "500ms",
                "--report",
                report.toString(),
                "--",
                "sh",
                "-c",
                LOUD)) {
            assertThat(run.exitCodeUnread()).isEqualTo(137);
        }
        Outcome outcome = ReportJsonReader.read(Files.readString(report)).outcome();
        assertThat(outcome.count(Ending.KILLED)).isEqualTo(1);
        assertThat(outcome.count(Ending.LEFT)).isZero();
    }

    /** What is read in place of a frozen parent goes to our stdout, whose reader may be gone, too. */
    @Test
    void anOutputThatBlocksHoldsNoKillingUp() throws Exception {
        Path fifo = fifo("stalled");
        String parent = "import subprocess; subprocess.Popen(['sh', '-c', \"" + LOUD.replace(" >&2", "")
                + "\"], stdout=subprocess.PIPE).wait()";
        try (RandomAccessFile unread = new RandomAccessFile(fifo.toFile(), "rw");
                CommandUnderTest run = CommandUnderTest.start(
                        fifo, "run", "--ladder", "TERM 1s", "--abort-after", "1s", "--", "python3", "-c", parent)) {
            assertThat(run.exitCode()).as("%s", run.errLines()).isIn(124, 137);
            assertThat(run.errLines()).last().asString().endsWith(" 0 left");
            assertThat(unread.getFD().valid()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--report", "--timeline"})
    void aReportThatNoProcessReadsHoldsNothingUp(String option) throws Exception {
        assertIsSaid(option, fifo("report").toString(), "no process reads it");
    }

    /** ENOSPC, see full(4). */
    @ParameterizedTest
    @ValueSource(strings = {"--report", "--timeline"})
    void aReportForWhichTheDiskHasNoRoomIsSaidAndTheExitCodeStays(String option) throws Exception {
        assertIsSaid(option, "/dev/full", "");
    }

    private void assertIsSaid(String option, String file, String why) throws Exception {
        try (CommandUnderTest run = CommandUnderTest.start(
                folder.resolve("out"), "run", option, file, "--abort-after", "500ms", "--", "sleep", "1000")) {
            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(124);
            assertThat(run.errLines())
                    .anyMatch(line -> line.contains(option + ": '" + file + "' could not be written: " + why));
        }
    }

    @Test
    void aReportGoesToTheReaderOfAFifo() throws Exception {
        Path fifo = fifo("report");
        Process reader = new ProcessBuilder("cat", fifo.toString()).start();
        try (CommandUnderTest run =
                CommandUnderTest.start(folder.resolve("out"), "run", "--report", fifo.toString(), "--", "true")) {
            assertThat(run.exitCode()).as("%s", run.errLines()).isZero();
            assertThat(reader.inputReader().readLine()).isEqualTo("{");
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    private Path fifo(String name) throws Exception {
        Path fifo = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo;
    }
}
