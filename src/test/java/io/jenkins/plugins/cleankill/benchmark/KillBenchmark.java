package io.jenkins.plugins.cleankill.benchmark;

import hudson.util.ProcessTree;
import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.os.host.HostSystem;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends a script with 200 cooperative processes in its background, with Clean Kill and with {@link ProcessTree#killAll}, in turn, and prints both times
 * and their ratio, after a warm-up of both. Run it with {@code ./mvnw test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.jenkins.plugins.cleankill.benchmark.KillBenchmark}.
 */
public final class KillBenchmark {

    private static final String SCRIPT =
            "n=0; while [ $n -lt $1 ]; do sleep 1000 & n=$((n + 1)); done; echo ready; wait";

    private static final int WARM_UP = 8;

    private KillBenchmark() {}

    /** Prints the figures; the first argument is the number of processes, the second the number of rounds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int processes = Benchmarks.number(arguments, 0, 200);
        int rounds = Benchmarks.number(arguments, 1, 7);
        for (int round = 0; round < WARM_UP; round++) {
            measure(processes, KillBenchmark::cleanKill);
            measure(processes, KillBenchmark::killAll);
        }
        List<Double> ours = new ArrayList<>();
        List<Double> core = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(measure(processes, KillBenchmark::cleanKill));
            core.add(measure(processes, KillBenchmark::killAll));
            System.out.printf(
                    "%d processes: Clean Kill %.1f ms, ProcessTree.killAll %.1f ms, ratio %.1f%n",
                    processes, ours.get(round), core.get(round), core.get(round) / ours.get(round));
        }
        System.out.printf(
                "median of %d: Clean Kill %.1f ms, ProcessTree.killAll %.1f ms, ratio %.1f%n",
                rounds,
                Benchmarks.median(ours),
                Benchmarks.median(core),
                Benchmarks.median(core) / Benchmarks.median(ours));
    }

    private interface Killer {
        void kill(Cookie cookie) throws IOException, InterruptedException;
    }

    private static double measure(int processes, Killer killer) throws IOException, InterruptedException {
        Cookie cookie = Cookie.random();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT, "sh", Integer.toString(processes));
        builder.environment().putAll(cookie.asVariables());
        Process parent = Benchmarks.start(builder);
        while (sleeping(cookie) < processes) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();
        killer.kill(cookie);
        double millis = (System.nanoTime() - begun) / 1e6;
        parent.waitFor();
        return millis;
    }

    /** A process that is about to become a program costs time of its own, which would be measured too. */
    private static long sleeping(Cookie cookie) throws IOException {
        return HostSystem.detect().processes().read(process -> true).all().stream()
                .filter(process -> process.name().equals("sleep") && process.state() == ProcessState.SLEEPING)
                .filter(process -> process.environment().hasAll(cookie.asVariables()))
                .count();
    }

    private static void cleanKill(Cookie cookie) throws IOException {
        new CleanKill(
                        HostSystem.detect(),
                        new TerminationRequest(Scope.of(cookie), Settings.DEFAULT, Veto.NONE, event -> {}))
                .terminate();
    }

    private static void killAll(Cookie cookie) throws InterruptedException {
        ProcessTree.get().killAll(cookie.asVariables());
    }
}
