package io.jenkins.plugins.cleankill.engine.os.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs the tests that need Windows in a Windows JVM under wine. {@code CLEAN_KILL_WINDOWS_JAVA} names its java.exe, which {@code
 * .ci/run} fetches. Their results are in {@code target/windows-reports}.
 */
@EnabledOnOs(OS.LINUX)
class UnderWineTest {

    private static final List<String> CLASSES =
            List.of("WindowsPortsTest", "JobObjectsTest", "BatchFilesTest", "ScriptHostTest", "ArgumentsTest");
    private static final String LAUNCHER = "org.junit.platform.console.ConsoleLauncher";
    private static final Path PREFIX = Path.of("target", "wine").toAbsolutePath();
    private static final Path REPORTS = Path.of("target", "windows-reports").toAbsolutePath();

    @Test
    void theTestsThatNeedWindowsPass() throws IOException, InterruptedException {
        Wine.assumeInstalled();
        assumeTrue(hasConsoleLauncher(), "the standalone build runs them");
        Files.createDirectories(REPORTS);
        Path log = REPORTS.resolve("wine.log");

        boolean ended;
        int exit;
        try (Wine wine = new Wine(PREFIX)) {
            Process tests = wine.program(command()).redirectOutput(log.toFile()).start();
            ended = tests.waitFor(5, TimeUnit.MINUTES);
            exit = ended ? tests.exitValue() : -1;
        }

        assertThat(ended).as("ended in time").isTrue();
        assertThat(exit).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("0 tests failed").doesNotContain("[         0 tests found");
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(Wine.java().toString(), "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .map(path -> Wine.path(Path.of(path)))
                .collect(Collectors.joining(";")));
        command.addAll(List.of(LAUNCHER, "execute", "--disable-banner"));
        command.addAll(List.of("--disable-ansi-colors", "--include-engine", "junit-jupiter"));
        CLASSES.forEach(name -> command.add("--select-class=" + UnderWineTest.class.getPackageName() + "." + name));
        command.add("--reports-dir=" + Wine.path(REPORTS));
        return command;
    }

    private static boolean hasConsoleLauncher() {
        return UnderWineTest.class.getResource("/" + LAUNCHER.replace('.', '/') + ".class") != null;
    }
}
