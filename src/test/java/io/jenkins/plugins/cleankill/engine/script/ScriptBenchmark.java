package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.engine.real.Shell;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long one look of the container's script takes, its start among that, beside many processes that are not the build's: by dash and bash where
 * the machine's programs are there, and by busybox where nothing else is.
 *
 * <pre>java -cp … ScriptBenchmark [ROUNDS [FOREIGN…]]</pre>
 */
public final class ScriptBenchmark {

    private static final String CROWD =
            "n=0; while [ $n -lt $1 ]; do sleep 10000 & n=$((n + 1)); done; echo ready; wait";

    private ScriptBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Benchmarks.number(arguments, 0, 5);
        int[] numbers = {
            Benchmarks.number(arguments, 1, 200),
            Benchmarks.number(arguments, 2, 1000),
            Benchmarks.number(arguments, 3, 5000)
        };
        Path root = Files.createTempDirectory("benchmark");
        for (int foreign : numbers) {
            try (Container machine = Container.start();
                    Container box = Container.startIn(root)) {
                print(Shell.DASH, machine, foreign, rounds);
                print(Shell.BASH, machine, 0, rounds);
                print(Shell.BUSYBOX, box, foreign, rounds);
            }
        }
    }

    /** @param more how many processes are started before, beside those that are there */
    private static void print(Shell shell, Container container, int more, int rounds)
            throws IOException, InterruptedException {
        if (more > 0) {
            Benchmarks.start(
                    new ProcessBuilder(container.entering(List.of("sh", "-c", CROWD, "sh", Integer.toString(more)))));
        }
        List<Double> took = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long begun = System.nanoTime();
            new ContainerRun(container, List.of(shell.command().split(" ")), Settings.DEFAULT)
                    .survey(Cookie.random())
                    .members();
            took.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.printf(
                "%-8s %s %8.0f ms, median of %d%n",
                shell, more > 0 ? String.format("beside %5d", more) : "the same    ", Benchmarks.median(took), rounds);
    }
}
