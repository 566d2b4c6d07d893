package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The processes' environments are more than the command's heap can hold: it ends the process group without a look at them. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class MemoryLimitTest {

    private static final List<String> SMALL_HEAP = List.of("env", "JDK_JAVA_OPTIONS=-Xmx16m");

    /** 60 times 700 KB. */
    private static final String LARGE = "V=$(head -c 100000 /dev/zero | tr '\\0' x)\n"
            + "export V A1=$V A2=$V A3=$V A4=$V A5=$V A6=$V\n"
            + "trap 'echo told; exit 1' TERM\n"
            + "i=0; while [ $i -lt 60 ]; do sleep 1000 & i=$((i+1)); done\n"
            + "echo READY >&2; wait; echo NEXT";

    @TempDir
    private Path folder;

    @Test
    void isOneLineAndAllAreEnded() throws Exception {
        try (CommandUnderTest run = CommandUnderTest.startBy(
                SMALL_HEAP, folder.resolve("out"), "run", "--ladder", "TERM 20s", "--", "sh", "-c", LARGE)) {
            run.awaitOnErr("READY");
            run.abort();

            // Its stderr ends when the last process that has it open has ended
            assertThat(run.exitCode()).as("%s", run.errLines()).isEqualTo(ExitCodes.OWN_ERROR);
            assertThat(run.errLines())
                    .filteredOn(line -> line.startsWith("clean-kill: "))
                    .containsExactly("clean-kill: java.lang.OutOfMemoryError: Java heap space");
            assertThat(run.out()).isEqualTo("told\n");
        }
    }
}
