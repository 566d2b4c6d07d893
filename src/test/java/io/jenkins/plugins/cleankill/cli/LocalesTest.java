package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What processes are called, and what they were given, does not depend on the locale that they are ended in. */
@EnabledOnOs(OS.LINUX)
class LocalesTest {

    /** What a file's name can't have on some system, and letters that only UTF-8 and only ISO 8859-1 spell. */
    private static final String NASTY = "$(printf '/ : \" < > | ? * \\\\ b\\303\\274cher b\\374cher')";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void aCommandWithNastyArgumentsIsEnded(String locale) throws Exception {
        try (CommandUnderTest run =
                start(locale, "sh -c 'echo READY >&2; cat \"$1\"' x \"$0\" \"" + NASTY + "\"; echo NEXT")) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).as(run.errLines().toString()).isEqualTo(124);
            assertThat(run.errLines())
                    .anyMatch(line -> line.matches(".* Over after .* s: \\d ended .* 0 killed, 0 left"));
            assertThat(run.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void argumentsAndEnvironmentReachTheCommandAsTheyAre(String locale) throws Exception {
        String give = "export LC_ALL=" + locale + " GIVEN=\"$(printf 'b\\374')\"; unset LANG;"
                + " exec \"$@\" \"$(printf 'b\\303\\274cher')\" \"$(printf 'b\\374cher')\" '' \"$GIVEN\"";
        try (CommandUnderTest run = CommandUnderTest.startBy(
                List.of("sh", "-c", give, "sh"),
                folder.resolve("out"),
                "run",
                "--",
                "sh",
                "-c",
                "[ \"$GIVEN\" = \"$4\" ] && echo $LC_ALL $LANG $clean_kill_word $#;"
                        + " for each; do printf %s \"$each\" | od -An -tx1; done",
                "x")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .containsExactly(locale + " 4", " 62 c3 bc 63 68 65 72", " 62 fc 63 68 65 72", " 62 fc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void filesOfAnyNameAreFoundWrittenAndKept(String locale) throws Exception {
        String give =
                "cd \"$1\" && cp /bin/cat \"$(printf 'b\\374ch')\" && shift && mkfifo f && export LC_ALL=" + locale
                        + " && exec \"$@\" --report \"$(printf 'r\\303\\274p')\" --keep \"$(printf '?\\374c*')\""
                        + " -- \"$(printf './b\\374ch')\" f";
        Path report = SystemPath.of(folder + "/r\u00fcp");
        try (CommandUnderTest run = CommandUnderTest.startBy(
                List.of("sh", "-c", give, "sh", folder.toString()),
                folder.resolve("out"),
                "run",
                "--abort-after",
                "300ms")) {
            String kept = run.awaitOnErr("b\\xfcch (");
            long pid = Long.parseLong(kept.replaceAll(".*\\((\\d+)\\) is kept.*", "$1"));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(kept).contains("is kept: keep: ?\\xfcc*");
            assertThat(report).content().contains("b\\\\xfcch");
        }
    }

    private CommandUnderTest start(String locale, String script) throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        return CommandUnderTest.startIn(
                locale, folder.resolve("out"), "run", "--", "sh", "-c", script, fifo.toString());
    }
}
