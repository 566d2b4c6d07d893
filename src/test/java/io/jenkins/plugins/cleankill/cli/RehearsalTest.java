package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.engine.real.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code clean-kill run --as} rehearses what Jenkins does: a script's head says what becomes of it and what the log tells.
 * AbortedReportsTest holds a real Jenkins to the same heads. What the two styles have in common is played at one time.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class RehearsalTest {

    @TempDir
    private Path folder;

    static Stream<Report> situations() throws Exception {
        List<Report> found = new ArrayList<>();
        for (Report report : Report.situations().toList()) {
            if (report.missing().isEmpty()) {
                found.add(report);
            }
        }
        return found.stream();
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theCommandTellsWhatJenkinsTells(Report report) throws Exception {
        List<String> faults = new ArrayList<>();
        try (PlayedByTheCommand freestyle = start(report, "freestyle");
                PlayedByTheCommand pipeline = start(report, "pipeline")) {
            freestyle.awaitReady();
            pipeline.awaitReady();
            freestyle.abort();
            pipeline.abort();
            faults.addAll(freestyle.faults());
            faults.addAll(pipeline.faults());
        }
        assertThat(faults).isEmpty();
    }

    private PlayedByTheCommand start(Report report, String style) throws Exception {
        Path markers = Files.createDirectory(folder.resolve(style));
        return PlayedByTheCommand.start(report, style, markers, report.step(markers));
    }
}
