package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command, running in a JVM of its own as users run it. Closing it kills what is left of it. */
final class CommandUnderTest implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final BufferedReader err;
    private final List<String> errLines = new ArrayList<>();

    private CommandUnderTest(Process process, Path out) {
        this.process = process;
        this.out = out;
        this.err = process.errorReader(StandardCharsets.UTF_8);
    }

    /** Starts it with these arguments; its stdout goes to the file, so that bytes can be compared. */
    static CommandUnderTest start(Path out, String... arguments) throws IOException {
        return startBy(List.of(), out, arguments);
    }

    /** The same with the locale, and with nothing else that says how text is spelled. */
    static CommandUnderTest startIn(String locale, Path out, String... arguments) throws IOException {
        return startBy(List.of("env", "-u", "LANG", "LC_ALL=" + locale), out, arguments);
    }

    /** The same by a command that runs it in its place, with fewer rights for instance. */
    static CommandUnderTest startBy(List<String> prefix, Path out, String... arguments) throws IOException {
        return startBy(prefix, System.getProperty("java.class.path"), out, arguments);
    }

    /** The same for a user who may not read our class path: what the command needs of it is copied. */
    static CommandUnderTest startAsAnother(List<String> prefix, Path copies, Path out, String... arguments)
            throws IOException {
        List<String> needed = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith("classes") && !entry.endsWith("test-classes")
                    || entry.matches(".*/(picocli|jna|gson)-.*")) {
                needed.add(copy(Path.of(entry), copies).toString());
            }
        }
        return startBy(prefix, String.join(File.pathSeparator, needed), out, arguments);
    }

    private static Path copy(Path from, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, folder.resolve(from.getParent().relativize(file).toString()));
            }
        }
        return folder.resolve(from.getFileName().toString());
    }

    private static CommandUnderTest startBy(List<String> prefix, String classPath, Path out, String... arguments)
            throws IOException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // In pid namespaces several JVMs have one pid: the second says that the file in /tmp is locked
                "-XX:-UsePerfData",
                // As the jar's manifest says
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                TestJvm.NATIVE_ACCESS,
                "-cp",
                classPath,
                Main.class.getName()));
        line.addAll(List.of(arguments));
        return new CommandUnderTest(
                new ProcessBuilder(line).redirectOutput(out.toFile()).start(), out);
    }

    /** Waits until a line on its stderr, which COMMAND shares, contains the text; returns the line. */
    String awaitOnErr(String text) throws IOException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            errLines.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("'" + text + "' did not come on stderr, but: " + errLines);
    }

    void feed(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
    }

    /** SIGTERM; Process.destroy() would close the streams, too. */
    void abort() {
        process.toHandle().destroy();
    }

    int exitCode() throws IOException, InterruptedException {
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            errLines.add(line);
        }
        return exitCodeUnread();
    }

    /** The same, without reading what it writes to stderr. */
    int exitCodeUnread() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + errLines);
        }
        return process.exitValue();
    }

    /** What it wrote to stderr so far. */
    List<String> errLines() {
        return errLines;
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        err.close();
    }
}
