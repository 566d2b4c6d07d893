package io.jenkins.plugins.cleankill.freestyle;

import hudson.Launcher;
import hudson.Launcher.LocalLauncher;
import hudson.Proc;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.config.Containers;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Launches and joins a command, with and without the decorator, in turn, and prints both times and their ratio, after a
 * warm-up of both. Run it with {@code ./mvnw test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.jenkins.plugins.cleankill.freestyle.LaunchBenchmark}.
 */
public final class LaunchBenchmark {

    private static final int WARM_UP = 200;

    private LaunchBenchmark() {}

    /** Prints the figures; the first argument is the number of rounds, the second how many seconds the command sleeps. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        String seconds = arguments.length > 1 ? arguments[1] : "0.1";
        Launcher plain = new LocalLauncher(TaskListener.NULL);
        Launcher decorated = new CleanKillLauncher(
                plain,
                new BuildSession(
                        null,
                        plain,
                        TaskListener.NULL,
                        new ResolvedSettings(Settings.DEFAULT, null, null, Containers.DEFAULT),
                        false,
                        Map.of(),
                        new BuildSecrets(Set::of)));
        for (int round = 0; round < WARM_UP; round++) {
            measure(plain, "0");
            measure(decorated, "0");
        }
        List<Figures> plains = new ArrayList<>();
        List<Figures> decorateds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            plains.add(measure(plain, seconds));
            decorateds.add(measure(decorated, seconds));
        }
        print(
                "launch",
                plains.stream().map(Figures::launch).toList(),
                decorateds.stream().map(Figures::launch).toList());
        print(
                "launch and join",
                plains.stream().map(Figures::all).toList(),
                decorateds.stream().map(Figures::all).toList());
        System.exit(0);
    }

    private record Figures(double launch, double all) {}

    private static Figures measure(Launcher launcher, String seconds) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Proc proc = launcher.launch()
                .cmds("sleep", seconds)
                .quiet(true)
                .stdout(OutputStream.nullOutputStream())
                .start();
        double launched = (System.nanoTime() - begun) / 1e6;
        proc.join();
        return new Figures(launched, (System.nanoTime() - begun) / 1e6);
    }

    private static void print(String what, List<Double> plain, List<Double> decorated) {
        System.out.printf(
                "%s, median of %d: plain %.3f ms, decorated %.3f ms, ratio %.3f%n",
                what,
                plain.size(),
                Benchmarks.median(plain),
                Benchmarks.median(decorated),
                Benchmarks.median(decorated) / Benchmarks.median(plain));
    }
}
