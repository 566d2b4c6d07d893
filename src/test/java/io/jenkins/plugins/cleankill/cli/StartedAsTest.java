package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** COMMAND as Jenkins would start it: what it tells of itself. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class StartedAsTest {

    /** Bits 0 to 2 of SigIgn are SIGHUP, SIGINT and SIGQUIT, see proc_pid_status(5). */
    private static final String TELL = "grep SigIgn /proc/self/status | grep -o '.$'; readlink /proc/self/fd/0;"
            + " echo ${JENKINS_SERVER_COOKIE:-none} ${HUDSON_COOKIE:-none}; exit 3";

    @TempDir
    private Path folder;

    @Test
    void aStepOfAPipelineIgnoresTheSignalsOfATerminalAndHasNoInput() throws Exception {
        try (CommandUnderTest run = start("--as", "pipeline")) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.errLines())
                    .first()
                    .asString()
                    .startsWith("[clean-kill] COMMAND is started as by sh in a Pipeline");
            assertThat(run.out()).matches("7\n/dev/null\ndurable-[0-9a-f]{32} [0-9a-f-]{36}\n");
        }
    }

    @Test
    void aShellBuildStepIgnoresNoneAndHasNoInput() throws Exception {
        try (CommandUnderTest run = start("--as", "freestyle")) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.errLines())
                    .containsExactly("[clean-kill] COMMAND is started as by a shell build step: it has no input, and"
                            + " HUDSON_COOKIE and JENKINS_SERVER_COOKIE are set");
            assertThat(run.out()).matches("0\n/dev/null\n[0-9a-f]{32} [0-9a-f-]{36}\n");
        }
    }

    @Test
    void withoutTheOptionItIsStartedAsItIsCalled() throws Exception {
        try (CommandUnderTest run = start()) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.errLines()).isEmpty();
            assertThat(run.out()).matches("0\npipe:\\[\\d+]\nnone none\n");
        }
    }

    @Test
    void aRungThatAPipelinesProcessesIgnoreEndsNobody() throws Exception {
        try (CommandUnderTest run = CommandUnderTest.start(
                folder.resolve("out"),
                "run",
                "--as",
                "pipeline",
                "--ladder",
                "INT 1s, TERM 20s",
                "--",
                "sh",
                "-c",
                "trap 'echo int' INT; trap 'echo term; exit' TERM; echo READY >&2; while :; do sleep 0.1; done")) {
            run.awaitOnErr("READY");
            run.abort();

            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(run.out()).isEqualTo("term\n");
        }
    }

    @Test
    void anotherWordIsRefused() throws Exception {
        try (CommandUnderTest run = start("--as", "matrix")) {
            assertThat(run.exitCode()).isEqualTo(125);
            assertThat(run.errLines()).first().asString().contains("--as", "matrix", "pipeline, freestyle");
        }
    }

    private CommandUnderTest start(String... options) throws Exception {
        return CommandUnderTest.start(
                folder.resolve("out"),
                Stream.of(Stream.of("run"), Stream.of(options), Stream.of("--", "sh", "-c", TELL))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }
}
