package io.jenkins.plugins.cleankill.cli.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.cli.Main;
import io.jenkins.plugins.cleankill.engine.os.TestJvm;
import io.jenkins.plugins.cleankill.engine.real.FactsPage;
import io.jenkins.plugins.cleankill.engine.real.FactsPage.Block;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the page says that a command prints is what it prints. A few run at a time: they wait for processes nearly all the
 * time.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class FactsPageTest {

    private static final int AT_A_TIME = 4;
    private static final int NOT_INSTALLED = 77;

    /** What a machine under load makes the command say, besides. */
    private static final Pattern SLOW = Pattern.compile("^\\[clean-kill] (waiting for |.* still holds the )");

    /** The supervisor's time for its workers, less than its window: on a machine under load they need more than its 2 s. */
    private static final String PATIENCE = "25";

    @TempDir
    private static Path folder;

    private static final Map<Block, Future<Printed>> RUNS = new ConcurrentHashMap<>();
    private static ExecutorService pool;

    /** What a command printed, and its exit code. */
    record Printed(int code, List<String> lines) {}

    @BeforeAll
    static void startAll() throws IOException {
        Path command = writeCommand();
        pool = Executors.newFixedThreadPool(AT_A_TIME);
        blocks().forEach(block -> RUNS.put(block, pool.submit(() -> run(block, command))));
    }

    @AfterAll
    static void stop() {
        pool.shutdownNow();
    }

    static Stream<Block> blocks() {
        return FactsPage.blocks("").stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void printsWhatThePageSays(Block block) throws InterruptedException, ExecutionException {
        Printed printed = RUNS.get(block).get();
        assumeTrue(printed.code() != NOT_INSTALLED, () -> String.join(" ", printed.lines()));

        assertThat(block.missingIn(printed.lines())).as("not in %s", printed).isEmpty();
        assertThat(block.unknownOf(printed.lines())).as("not on the page").isEmpty();
    }

    /** A background job starts with SIGINT ignored. */
    @ParameterizedTest
    @MethodSource("python")
    void printsTheSameInTheBackground(Block block) throws IOException, InterruptedException {
        Printed printed =
                run(new Block("trap '' INT; " + block.command(), block.lines()), folder.resolve("clean-kill"));
        assumeTrue(printed.code() != NOT_INSTALLED, () -> String.join(" ", printed.lines()));

        assertThat(block.missingIn(printed.lines())).as("not in %s", printed).isEmpty();
    }

    static Stream<Block> python() {
        return blocks().filter(block -> block.command().contains("python.sh"));
    }

    @Test
    void aLineThatWasNotPrintedIsMissedAndAnotherOneIsUnknown() {
        Block block = new Block("x", List.of("sh (7) ended after 1.2 s", "ok \u2026"));

        assertThat(block.missingIn(List.of("sh (12) ended after 3.4 s"))).containsExactly("ok \u2026");
        assertThat(block.unknownOf(List.of("sh (12) ended after 3.4 s", "ok or not", "sh ended")))
                .containsExactly("sh ended");
    }

    /** It is run by this JVM's classes, under the name that the page uses. */
    private static Path writeCommand() throws IOException {
        Path command = folder.resolve("clean-kill");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC %s -cp '%s' %s \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home") + "/bin/java",
                                TestJvm.NATIVE_ACCESS,
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    private static Printed run(Block block, Path command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile(folder, "printed", "");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", block.command().replace("./clean-kill", command.toString()))
                .directory(FactsPage.HOME.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(printed.toFile())
                .redirectErrorStream(true);
        builder.environment().put("CLEAN_KILL", command.toString());
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("SUPERVISOR_SECONDS", PATIENCE);
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(block + " does not end, after: " + Files.readAllLines(printed));
        }
        return new Printed(
                process.exitValue(),
                Files.readAllLines(printed).stream()
                        .filter(line -> !line.isBlank() && !SLOW.matcher(line).find())
                        .toList());
    }
}
