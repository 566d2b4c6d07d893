package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
            assertThat(run.errLines()).anyMatch(line -> line.matches(".* Over after .* s: 3 ended .* 0 left"));
            assertThat(run.out()).isEmpty();
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
