package io.jenkins.plugins.cleankill.engine.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A termination does without a journal where the disk is full: it is only heard. */
class FullDiskJournalTest extends ScriptTestBase {

    @ParameterizedTest
    @MethodSource("oneInEach")
    void itIsHeardAllTheSame(Shell shell) throws IOException, InterruptedException {
        Path full = Files.createTempDirectory(folder.resolve("work"), "full");
        fill(shell, full);
        String script = "trap 'echo told; exit' TERM; echo READY; while :; do sleep 0.1; done";
        try (RealBuild build = RealBuild.start(
                Files.createTempDirectory(folder.resolve("work"), "build"),
                Map.of(),
                container(shell).entering(shell.inline(script)))) {
            build.output().awaitLine("READY");

            ContainerRun run = run(shell, Settings.DEFAULT)
                    .withJournal(full.resolve("journal"))
                    .begin(build.cookie());
            Outcome outcome = run.awaitOutcome();

            assertThat(build.alive()).isEmpty();
            assertThat(outcome.count(Ending.ENDED)).as("%s", run.log()).isPositive();
            assertThat(build.output().awaitEnd()).contains("told");
        }
    }

    private static void fill(Shell shell, Path folder) throws IOException, InterruptedException {
        String script = "mount -t tmpfs -o size=4k none '" + folder + "' && ! cat /dev/zero >'" + folder + "/rest'";
        int exitCode = new ProcessBuilder(container(shell).entering(List.of("sh", "-c", script)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }
}
