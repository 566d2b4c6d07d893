package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A program may write a title over its arguments: it is no name, and what it holds is not told. */
@EnabledIf("hasPerl")
class TitlesTest {

    /** A reader that nobody ends: the fifo has no writer. */
    private static final String RETITLED =
            "$0 = shift; print STDERR qq(READY $$\\n); close STDOUT; close STDERR; open(my $fifo, q(<), shift) or die; exec q(true);";

    @TempDir
    private Path folder;

    @Test
    void aTitleIsNeitherInTheLogNorInTheReport() throws Exception {
        Path report = folder.resolve("report.json");
        try (CommandUnderTest run = CommandUnderTest.start(
                folder.resolve("out"),
                "run",
                "--report",
                report.toString(),
                "--",
                "perl",
                "-e",
                RETITLED,
                "x --url=a/b --token=abc",
                fifo())) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.errLines()).anyMatch(line -> line.contains("SIGTERM to perl ("));
            assertThat(String.join("\n", run.errLines()))
                    .doesNotContain("token")
                    .doesNotContain("url");
            assertThat(Files.readString(report)).doesNotContain("token").doesNotContain("url");
        }
    }

    @Test
    void aGlobMatchesTheProgramThatHasATitle() throws Exception {
        long pid = 0;
        try (CommandUnderTest run = CommandUnderTest.start(
                folder.resolve("out"),
                "run",
                "--keep",
                "perl",
                "--",
                "sh",
                "-c",
                "perl -e \"$0\" \"$@\" >&2 & read -r line < \"$2\"",
                RETITLED,
                "redis-server unixsocket:/tmp/redis.sock",
                fifo())) {
            String ready = run.awaitOnErr("READY");
            pid = Long.parseLong(ready.substring("READY ".length()));
            run.abort();
            run.awaitOnErr("perl (" + pid + ") is kept: keep: perl");
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private String fifo() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return fifo.toString();
    }

    static boolean hasPerl() {
        return Files.isExecutable(Path.of("/usr/bin/perl"));
    }
}
