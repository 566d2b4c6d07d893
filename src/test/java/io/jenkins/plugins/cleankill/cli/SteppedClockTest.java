package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of the command and of what it runs is set in the middle of a window, by libfaketime: the window stays as long. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class SteppedClockTest {

    private static final String LONG_AGO = "-3650d";
    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    @TempDir
    private Path folder;

    private Path clock;
    private Path report;

    @BeforeEach
    void need() throws IOException {
        clock = folder.resolve("clock");
        report = folder.resolve("report.json");
        set(LONG_AGO);
        assumeTrue(library().isPresent(), "needs libfaketime");
    }

    @Test
    void forthAWindowIsNoShorter() throws Exception {
        String command = "year() { date +%Y; }; born=$(year)\n"
                + "clean_up() { echo TOLD >&2; while [ $(year) = $born ]; do sleep 0.1; done; echo STEPPED >&2\n"
                + "while [ $(year) != $born ]; do sleep 0.1; done; echo finished; exit; }\n"
                + "trap clean_up TERM; echo READY >&2; while :; do sleep 0.1; done";
        try (CommandUnderTest run = start("60s", command)) {
            run.awaitOnErr("READY");
            run.abort();
            run.awaitOnErr("TOLD");
            set("+0d");
            run.awaitOnErr("STEPPED");
            set(LONG_AGO);

            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(ExitCodes.ABORTED);
            assertThat(run.out()).isEqualTo("finished\n");
        }
        assertThat(outcome().took()).isBetween(Duration.ZERO, Duration.ofSeconds(60));
    }

    @Test
    void backAWindowIsNoLonger() throws Exception {
        try (CommandUnderTest run = start("4s", "trap '' TERM; echo READY >&2; exec sleep 1000")) {
            run.awaitOnErr("READY");
            run.abort();
            run.awaitOnErr("waiting up to 4 s");
            set("-3651d");

            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(ExitCodes.KILLED);
        }
        assertThat(outcome().took()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(60));
    }

    /** What it tells has begun by the clock that was set: the library is in force. */
    private Outcome outcome() throws IOException {
        Outcome outcome = ReportJsonReader.read(Files.readString(report)).outcome();
        assertThat(outcome.started())
                .isBetween(
                        Instant.now().minus(TEN_YEARS).minusSeconds(600),
                        Instant.now().minus(TEN_YEARS));
        return outcome;
    }

    private void set(String offset) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), offset + "\n");
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private CommandUnderTest start(String window, String command) throws IOException {
        List<String> prefix = List.of(
                "env",
                "LD_PRELOAD=" + library().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1");
        return CommandUnderTest.startBy(
                prefix,
                folder.resolve("out"),
                "run",
                "--ladder",
                "TERM " + window,
                "--report",
                report.toString(),
                "--",
                "sh",
                "-c",
                command);
    }

    /** Where Debian and Fedora have the one for threads. */
    private static Optional<Path> library() throws IOException {
        for (String place : List.of("/usr/lib", "/usr/lib64")) {
            if (!Files.isDirectory(Path.of(place))) {
                continue;
            }
            try (Stream<Path> found =
                    Files.find(Path.of(place), 3, (path, is) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
                Optional<Path> first = found.findFirst();
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }
}
