package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts the JVM: a copy of it, whose java runs the classes of this test. */
@EnabledOnOs(OS.LINUX)
class LauncherScriptTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        Files.copy(script(), folder.resolve("clean-kill"));
        Files.createDirectories(folder.resolve("standalone/target"));
        Files.createFile(folder.resolve("standalone/target/clean-kill.jar"));
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nwhile [ \"$1\" != -jar ]; do shift; done; shift 2\nexec \"%s/bin/java\" -cp \"%s\" %s \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "sh"})
    void whatIsClosedHasNothingToRead(String shell) throws Exception {
        String closed = "exec \"$@\" <&- 2>&-";
        List<String> line = new ArrayList<>(List.of("sh", "-c", closed, "sh"));
        if (new CommandFile(System.getenv("PATH")).find(shell).isPresent()) {
            line.add(shell);
        }
        line.addAll(List.of(
                folder.resolve("clean-kill").toString(),
                "run",
                "--",
                "sh",
                "-c",
                "readlink /proc/self/fd/0; wc -c; echo lost >&2"));

        assertThat(out(line)).isEqualToIgnoringWhitespace("/dev/null 0");
    }

    @Test
    void aReportForTheOutputComesAfterIt() throws Exception {
        Path log = folder.resolve("log");
        String redirected = "log=$1; shift; exec \"$@\" >\"$log\"";

        out(List.of(
                "sh",
                "-c",
                redirected,
                "sh",
                log.toString(),
                folder.resolve("clean-kill").toString(),
                "run",
                "--report",
                "/dev/stdout",
                "--",
                "echo",
                "important"));

        assertThat(log).content().startsWith("important\n{").endsWith("}\n");
    }

    private String out(List<String> line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    /** At the root of the project, which is the folder of one build or that above the other's. */
    private static Path script() {
        Path here = Path.of("clean-kill").toAbsolutePath();
        return Files.exists(here) ? here : Path.of("..", "clean-kill").toAbsolutePath();
    }
}
