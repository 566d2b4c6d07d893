package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A build with more processes than the command may have descriptors. */
@EnabledOnOs(OS.LINUX)
class DescriptorLimitTest {

    /** The children inherit that the signal is ignored: there is no moment in which it would end one of them. */
    private static final String STUBBORN = """
        trap '' TERM
        i=0
        while [ $i -lt 100 ]; do
          sleep 1000 &
          i=$((i + 1))
        done
        echo READY >&2
        wait
        """;

    @TempDir
    private Path folder;

    @Test
    void allOfThemAreKilledAndCounted() throws Exception {
        assumeTrue(Shell.isInstalled("prlimit"), "needs prlimit");
        List<String> limited = List.of("prlimit", "--nofile=72:72");
        try (CommandUnderTest run = CommandUnderTest.startBy(
                limited, folder.resolve("out"), "run", "--ladder", "TERM 1s", "--", "sh", "-c", STUBBORN)) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(137);
            assertThat(run.errLines().get(run.errLines().size() - 1))
                    .matches("\\[clean-kill] Over after .* s: 0 ended by themselves, 101 killed, 0 left");
        }
    }
}
