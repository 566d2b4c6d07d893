package io.jenkins.plugins.cleankill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.real.RealBuild;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More ways in which a build may be put together, each aborted while its tools work. */
@EnabledOnOs(OS.LINUX)
class StructuresTest {

    private static final int AT_A_TIME = 6;

    /** No tool needs half a second of it, but for a machine that is too busy to look. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** Two tools: the words of a tool are told apart by its number. Each needs about 0.4 s to finish. */
    private static final String TOOL = """
            trap 'trap : TERM; echo "end $1"; sleep 0.4; echo "FINISHED $1"; : >"$MARKERS/finished-$1"; exit 0' TERM
            echo "READY $1"
            : >"$MARKERS/ready-$1"
            while :; do sleep 0.1; done
            """;

    private static final String NEXT = "echo 'next ran'; : >\"$MARKERS/next-ran\"\n";

    @TempDir
    private static Path folder;

    private static final Map<Structure, Future<Aborted>> RUNS = new ConcurrentHashMap<>();
    private static ExecutorService pool;

    /**
     * A build. {@code TOOL} in the script runs a tool, {@code NEXT} is what must not run.
     *
     * @param tools how many tools it runs
     * @param silent whether the tools' words do not come out before the end, so that only their marks tell
     */
    record Structure(String name, String program, int tools, boolean silent, String script) {

        List<String> command() {
            String text = script.replace("NEXT", NEXT.strip());
            String[] words = program.split(" ");
            return Stream.concat(Arrays.stream(words), Stream.of(text)).toList();
        }

        boolean isRunnable() {
            return Arrays.stream((program + (script.contains("xargs") ? " xargs" : "")).split(" "))
                    .filter(word -> !word.startsWith("-") && !word.equals("sh"))
                    .allMatch(Shell::isInstalled);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What came of it. */
    record Aborted(Outcome outcome, List<String> lines, String errors, boolean nextRan, List<Boolean> finished) {}

    static Stream<Structure> structures() {
        return Stream.of(
                loud("xargs -P", "dash -c", 2, "printf '1\\n2\\n3\\n' | xargs -P2 -n1 sh \"$TOOL\"; NEXT"),
                loud(
                        "make -j2",
                        "dash -c",
                        2,
                        "printf 'all: a b; : >$$MARKERS/next-ran\\na: ; @sh $$TOOL 1\\nb: ; @sh $$TOOL 2\\n' >$MARKERS/Makefile;"
                                + " make -j2 -f $MARKERS/Makefile; NEXT"),
                loud("four filters", "dash -c", 1, "sh \"$TOOL\" 1 | cat | cat | cat | cat; NEXT"),
                loud("four filters", "bash -c", 1, "sh \"$TOOL\" 1 | cat | cat | cat | cat; NEXT"),
                loud("four filters", "ksh -c", 1, "sh \"$TOOL\" 1 | cat | cat | cat | cat; NEXT"),
                loud("four filters", "zsh -c", 1, "sh \"$TOOL\" 1 | cat | cat | cat | cat; NEXT"),
                loud("a loop that reads", "dash -c", 1, "sh \"$TOOL\" 1 | while read l; do echo \"$l\"; done; NEXT"),
                loud("a loop that reads", "bash -c", 1, "sh \"$TOOL\" 1 | while read l; do echo \"$l\"; done; NEXT"),
                loud("a loop that reads", "zsh -c", 1, "sh \"$TOOL\" 1 | while read l; do echo \"$l\"; done; NEXT"),
                loud("a loop that reads", "mksh -c", 1, "sh \"$TOOL\" 1 | while read l; do echo \"$l\"; done; NEXT"),
                silent("a loop that reads", "ksh -c", "sh \"$TOOL\" 1 | while read l; do echo \"$l\"; done; NEXT"),
                loud("process substitution", "bash -c", 1, "sh \"$TOOL\" 1 > >(cat); NEXT"),
                loud("process substitution, read", "bash -c", 1, "cat < <(sh \"$TOOL\" 1); NEXT"),
                loud("exec to tee", "bash -c", 1, "exec > >(tee \"$MARKERS/log\"); sh \"$TOOL\" 1; NEXT"),
                loud("exec to tee", "zsh -c", 1, "exec > >(tee \"$MARKERS/log\"); sh \"$TOOL\" 1; NEXT"),
                silent("command substitution", "dash -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                silent("command substitution", "bash -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                silent("command substitution", "busybox sh -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                silent("command substitution", "ksh -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                silent("command substitution", "mksh -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                silent("command substitution", "zsh -c", "x=$(sh \"$TOOL\" 1); echo \"$x\"; NEXT"),
                loud("nested", "bash -c", 1, "bash -c 'sh \"$TOOL\" 1; NEXT'; NEXT"),
                loud("set -e", "dash -c", 1, "set -e; sh \"$TOOL\" 1; NEXT"),
                loud("background and wait", "dash -c", 1, "sh \"$TOOL\" 1 & wait; NEXT"),
                loud("background and wait", "zsh -c", 1, "sh \"$TOOL\" 1 & wait; NEXT"),
                loud("two in the background", "bash -c", 2, "sh \"$TOOL\" 1 & sh \"$TOOL\" 2 & wait; NEXT"),
                silent(
                        "python, captured",
                        "python3 -c",
                        python("r = subprocess.run(tool, capture_output=True);"
                                + " sys.stdout.buffer.write(r.stdout)")),
                loud("python, checked", "python3 -c", 1, python("subprocess.check_call(tool)")),
                loud(
                        "python, through sh",
                        "python3 -c",
                        1,
                        python("subprocess.run('sh \"$TOOL\" 1; echo next ran', shell=True)")),
                loud("node, inherited", "node -e", 1, node("'inherit'")),
                loud(
                        "perl",
                        "perl -e",
                        1,
                        "system('sh', $ENV{TOOL}, '1'); open my $f, '>', \"$ENV{MARKERS}/next-ran\";"));
    }

    private static Structure loud(String name, String program, int tools, String script) {
        return new Structure(name + " (" + program.split(" ")[0] + ")", program, tools, false, script);
    }

    private static Structure silent(String name, String program, String script) {
        return new Structure(name + " (" + program.split(" ")[0] + ")", program, 1, true, script);
    }

    private static String python(String statement) {
        return "import subprocess, os, sys\ntool = ['sh', os.environ['TOOL'], '1']\n" + statement
                + "\nopen(os.environ['MARKERS'] + '/next-ran', 'w')";
    }

    private static String node(String streams) {
        return "const c = require('child_process').spawn('sh', [process.env.TOOL, '1'], {stdio: " + streams + "});"
                + "if (c.stdout) c.stdout.pipe(process.stdout);"
                + "c.on('close', () => require('fs').writeFileSync(process.env.MARKERS + '/next-ran', ''));";
    }

    @BeforeAll
    static void startAll() throws IOException {
        Files.writeString(folder.resolve("tool.sh"), TOOL);
        pool = Executors.newFixedThreadPool(AT_A_TIME);
        structures().filter(Structure::isRunnable).forEach(each -> RUNS.put(each, pool.submit(aborting(each))));
    }

    @AfterAll
    static void stopAll() {
        pool.shutdownNow();
    }

    private static Callable<Aborted> aborting(Structure structure) {
        return () -> {
            Path own = Files.createDirectory(folder.resolve(structure.name().replaceAll("\\W+", "-")));
            Map<String, String> variables =
                    Map.of("TOOL", folder.resolve("tool.sh").toString());
            try (RealBuild build = RealBuild.start(own, variables, structure.command())) {
                awaitTools(structure, build);
                Outcome outcome = build.terminate(WINDOW);
                assertThat(build.alive()).isEmpty();
                List<Boolean> finished = IntStream.rangeClosed(1, structure.tools())
                        .mapToObj(n -> build.hasMark("finished-" + n))
                        .toList();
                return new Aborted(
                        outcome, build.output().awaitEnd(), build.errorText(), build.hasMark("next-ran"), finished);
            }
        };
    }

    private static void awaitTools(Structure structure, RealBuild build) throws IOException, InterruptedException {
        if (structure.silent()) {
            build.awaitMark("ready-1");
        } else {
            build.output()
                    .await(lines ->
                            IntStream.rangeClosed(1, structure.tools()).allMatch(n -> lines.contains("READY " + n)));
        }
    }

    @ParameterizedTest
    @MethodSource("structures")
    void everyToolFinishesAndNothingComesNext(Structure structure) throws InterruptedException, ExecutionException {
        assumeTrue(structure.isRunnable(), structure.program() + " is not installed");
        Aborted aborted = RUNS.get(structure).get();

        assertThat(aborted.nextRan()).as("next ran: %s", aborted).isFalse();
        assertThat(aborted.lines()).doesNotContain("next ran");
        assertThat(aborted.finished()).as("finished: %s", aborted).doesNotContain(false);
        assertThat(aborted.outcome().count(Ending.KILLED))
                .as("killed: %s", aborted)
                .isZero();
        if (!structure.silent()) {
            List<String> last = IntStream.rangeClosed(1, structure.tools())
                    .mapToObj(n -> "FINISHED " + n)
                    .toList();
            assertThat(aborted.lines()).as("%s", aborted).containsAll(last);
            last.forEach(line ->
                    assertThat(Collections.frequency(aborted.lines(), line)).isEqualTo(1));
        }
        assertThat(aborted.outcome().processes())
                .allSatisfy(process -> assertThat(process.signals())
                        .filteredOn(sent -> sent.signal() == Signal.TERM)
                        .hasSizeLessThanOrEqualTo(1));
    }
}
