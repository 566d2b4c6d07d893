package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
}
