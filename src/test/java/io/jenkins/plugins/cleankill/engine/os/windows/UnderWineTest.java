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

    private static final List<String> CLASSES = List.of("WindowsPortsTest", "BatchFilesTest", "ArgumentsTest");
    private static final String LAUNCHER = "org.junit.platform.console.ConsoleLauncher";
    private static final Path PREFIX = Path.of("target", "wine").toAbsolutePath();
    private static final Path REPORTS = Path.of("target", "windows-reports").toAbsolutePath();

    @Test
    void theTestsThatNeedWindowsPass() throws IOException, InterruptedException {
        Path java = present("CLEAN_KILL_WINDOWS_JAVA");
        assumeTrue(isInstalled("wine"), "wine is not installed");
        assumeTrue(hasConsoleLauncher(), "the standalone build runs them");
        Files.createDirectories(REPORTS);
        Path log = REPORTS.resolve("wine.log");

        Process wine = wine(command(java), log).start();
        boolean ended = wine.waitFor(5, TimeUnit.MINUTES);
        // All of this prefix, and of no other: the server knows its own processes
        wine(List.of("wineserver", "-k"), REPORTS.resolve("wineserver.log"))
                .start()
                .waitFor();

        assertThat(ended).as("ended in time").isTrue();
        assertThat(wine.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("0 tests failed").doesNotContain("[         0 tests found");
    }

    private static List<String> command(Path java) {
        List<String> command = new ArrayList<>(List.of("wine", java.toString(), "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .map(UnderWineTest::windowsPath)
                .collect(Collectors.joining(";")));
        command.addAll(List.of(LAUNCHER, "execute", "--disable-banner"));
        command.addAll(List.of("--disable-ansi-colors", "--include-engine", "junit-jupiter"));
        CLASSES.forEach(name -> command.add("--select-class=" + UnderWineTest.class.getPackageName() + "." + name));
        command.add("--reports-dir=" + windowsPath(REPORTS.toString()));
        return command;
    }

    private static ProcessBuilder wine(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        builder.environment().put("WINEPREFIX", PREFIX.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        return builder;
    }

    private static String windowsPath(String path) {
        return "Z:" + path.replace('/', '\\');
    }

    private static Path present(String variable) {
        String value = System.getenv(variable);
        assumeTrue(value != null && Files.exists(Path.of(value)), variable + " names no file");
        return Path.of(value);
    }

    private static boolean hasConsoleLauncher() {
        return UnderWineTest.class.getResource("/" + LAUNCHER.replace('.', '/') + ".class") != null;
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
