package io.jenkins.plugins.cleankill.engine.os.windows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** A wine with a server of its own: the server knows its own processes, and ends these and no other. */
public final class Wine implements AutoCloseable {

    private static final String JAVA = "CLEAN_KILL_WINDOWS_JAVA";

    private final Path prefix;

    /** @param prefix the folder of its registry and drives, which is made if it is not there */
    public Wine(Path prefix) {
        this.prefix = prefix.toAbsolutePath();
    }

    /** Skips the test where wine or a Windows JVM is missing. */
    public static void assumeInstalled() {
        String java = System.getenv(JAVA);
        assumeTrue(java != null && Files.exists(Path.of(java)), JAVA + " names no file");
        assumeTrue(isInstalled("wine"), "wine is not installed");
    }

    private static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    /** The Windows JVM's java.exe, as Linux names it. */
    public static Path java() {
        return Path.of(System.getenv(JAVA));
    }

    /** The Java version of that JVM, {@code 17} as a rule. */
    public static int javaVersion() throws IOException {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(java().resolveSibling("../release"))) {
            release.load(file);
        }
        return Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", ""))
                .feature();
    }

    /** The same file's name on Windows. */
    public static String path(Path file) {
        return "Z:" + file.toAbsolutePath().toString().replace('/', '\\');
    }

    /** A Windows program that is not started yet; it has no input. */
    public ProcessBuilder program(List<String> command) {
        List<String> all = new ArrayList<>(List.of("wine"));
        all.addAll(command);
        return command(all);
    }

    private ProcessBuilder command(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
        builder.environment().put("WINEPREFIX", prefix.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        return builder;
    }

    /** Whether a process runs under this wine. */
    public boolean owns(long pid) {
        try {
            String environment = Files.readString(Path.of("/proc", Long.toString(pid), "environ"), ISO_8859_1);
            return List.of(environment.split("\0")).contains("WINEPREFIX=" + prefix);
        } catch (IOException ignored) {
            return false; // it has ended
        }
    }

    /** Ends all programs, and waits until they have ended. */
    @Override
    public void close() throws IOException {
        for (String what : List.of("-k", "-w")) {
            Process server = command(List.of("wineserver", what))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            server.onExit().join();
        }
    }
}
