package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.real.HangingJvm;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonReader;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a whole, with real processes. */
@EnabledOnOs(OS.LINUX)
class RunVerbTest {

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void makeFiles() {
        out = folder.resolve("out");
    }

    @Test
    void passesEveryByteAndTheExitCode() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Path data = Files.write(folder.resolve("data"), bytes);

        try (CommandUnderTest run =
                CommandUnderTest.start(out, "run", "--", "sh", "-c", "cat \"$1\"; exit 3", "sh", data.toString())) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(out).hasBinaryContent(bytes);
            assertThat(run.errLines()).isEmpty();
        }
    }

    @Test
    void passesTheStandardInputAndArgumentsAsTheyAre() throws Exception {
        try (CommandUnderTest run = CommandUnderTest.start(
                out,
                "run",
                "sh",
                "-c",
                "cat; printf '%s|' \"$@\"",
                "sh",
                "--keep",
                "@x",
                "a b",
                "",
                "${sys:user.name}")) {
            run.feed("from stdin,");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).isEqualTo("from stdin,--keep|@x|a b||${sys:user.name}|");
        }
    }

    /** The outer command finds by its own cookie what the inner one starts. */
    @Test
    void withinAnotherOneItAddsACookieOfItsOwn() throws Exception {
        String outer = "CLEAN_KILL_COOKIE=0123456789abcdef0123456789abcdef";
        try (CommandUnderTest run = CommandUnderTest.startBy(List.of("env", outer), out, "run", "--", "env")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines().filter(line -> line.startsWith("CLEAN_KILL_COOKIE")))
                    .contains(outer)
                    .anySatisfy(line -> assertThat(line).matches("CLEAN_KILL_COOKIE_2=[0-9a-f]{32}"));
        }
    }

    @Test
    void deathOfASignalIsItsNumberAnd128() throws Exception {
        try (CommandUnderTest run = CommandUnderTest.start(out, "run", "--", "sh", "-c", "kill -9 $$")) {
            assertThat(run.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void anAbortLetsTheTrapFinishAndRunsNothingMore() throws Exception {
        Path report = folder.resolve("report.json");
        Path timeline = folder.resolve("timeline.svg");
        try (CommandUnderTest run = start(
                "trap 'echo bye; exit 7' TERM; echo READY $$ >&2; cat \"$0\"; echo NEXT",
                "--delivery",
                "structured",
                "--report",
                report.toString(),
                "--timeline",
                timeline.toString())) {
            long pid = pid(run.awaitOnErr("READY"));
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.out()).isEqualTo("bye\n");
            assertThat(run.errLines())
                    .anyMatch(line -> line.startsWith("[clean-kill] Aborted by SIGTERM: SIGTERM to "));
            assertThat(isAlive(pid)).isFalse();
        }
        TerminationReport read = ReportJsonReader.read(Files.readString(report));
        assertThat(read.outcome().count(Ending.ENDED)).isEqualTo(2);
        assertThat(read.settings().from().ladder()).isEqualTo(Source.DEFAULT);
        assertThat(read.settings().from().delivery()).isEqualTo(Source.OPTION);
        assertThat(timeline).content().contains("<svg", "Aborted by SIGTERM");
    }

    /** It is found as the only JVM among what the report tells of. */
    @Test
    void aThreadDumpIsAFileBesideTheReportOrInTheLog() throws Exception {
        Path report = folder.resolve("report.json");

        String log = abortHangingJvm("--report", report.toString());

        long jvm = ReportJsonReader.read(Files.readString(report)).outcome().processes().stream()
                .filter(process -> process.command().equals("java"))
                .findFirst()
                .orElseThrow()
                .pid();
        assertThat(folder.resolve("report-threads-" + jvm + ".txt"))
                .content()
                .contains("Full thread dump", "waitsForAnAnswerThatNeverComes");
        assertThat(log)
                .contains("[clean-kill] Thread dump of java (" + jvm + "), ", " is in the report; \"main\" is WAITING")
                .doesNotContain("Full thread dump");

        assertThat(abortHangingJvm())
                .contains("[clean-kill] Thread dump of java (", "Full thread dump", "waitsForAnAnswerThatNeverComes")
                .doesNotContain("is in the report");
    }

    private String abortHangingJvm(String... options) throws Exception {
        Path marks = Files.createTempDirectory(folder, "marks");
        String jvm = "MARKERS='" + marks + "' '" + System.getProperty("java.home") + "/bin/java' -cp '"
                + System.getProperty("java.class.path") + "' " + HangingJvm.class.getName()
                + " > /dev/null 2>&1 & while [ ! -e '" + marks + "/ready' ]; do sleep 0.05; done; echo READY >&2; wait";
        List<String> arguments = new ArrayList<>(List.of("run", "--dump-threads"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--", "sh", "-c", jvm));
        try (CommandUnderTest run = CommandUnderTest.start(out, arguments.toArray(String[]::new))) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
            return String.join("\n", run.errLines());
        }
    }

    @Test
    void aSecondAbortKillsWhatIsLeft() throws Exception {
        try (CommandUnderTest run =
                start("trap '' TERM; echo READY $$ >&2; cat \"$0\"", "--soft-kill-seconds", "600")) {
            long pid = pid(run.awaitOnErr("READY"));
            run.abort();
            run.awaitOnErr("[clean-kill] Aborted by SIGTERM");
            run.abort();

            assertThat(run.exitCode()).isEqualTo(137);
            assertThat(run.errLines()).anyMatch(line -> line.contains("(" + pid + ") ignores SIGTERM; killed after"));
            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void anAbortCanBeRehearsed() throws Exception {
        try (CommandUnderTest run = start("cat \"$0\"; echo NEXT", "--abort-after", "300ms")) {
            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines())
                    .anyMatch(line -> line.contains("Aborted after 300ms (--abort-after): SIGTERM to"));
        }
    }

    @Test
    void leftoversAreEndedAndMayMakeAFailureOfASuccess() throws Exception {
        try (CommandUnderTest run = start("cat \"$0\" & echo READY $! >&2", "--leftovers", "fail")) {
            long pid = pid(run.awaitOnErr("READY"));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.errLines()).anyMatch(line -> line.contains("Left over by sh: SIGTERM to cat (" + pid + ")"));
            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void leftoversThatAreToBeReportedLiveOn() throws Exception {
        long pid = 0;
        try (CommandUnderTest run = start("cat \"$0\" 2>&- & echo READY $! >&2; exit 4", "--leftovers", "report")) {
            pid = pid(run.awaitOnErr("READY"));

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.errLines())
                    .contains("[clean-kill] cat (" + pid + ") is left running (leftovers: report); still alive");
            assertThat(isAlive(pid)).isTrue();
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Runs a script; a {@code cat} of {@code $0} waits for ever, since nobody opens that fifo for writing. */
    private CommandUnderTest start(String script, String... options) throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        String[] arguments = Stream.of(
                        Stream.of("run"), Stream.of(options), Stream.of("--", "sh", "-c", script, fifo.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return CommandUnderTest.start(out, arguments);
    }

    private static long pid(String ready) {
        return Long.parseLong(ready.substring("READY ".length()));
    }

    /** Orphans are left to pid 1, which does not collect zombies in every container: a zombie is dead. */
    private static boolean isAlive(long pid) throws IOException {
        return LinuxSystem.local()
                .processes()
                .read(identity -> false)
                .byPid(pid)
                .filter(ProcessInfo::isAlive)
                .isPresent();
    }
}
