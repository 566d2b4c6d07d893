package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.settings.Delivery;
import io.jenkins.plugins.cleankill.engine.settings.KeepPatterns;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What evidence costs: the processor's time of a termination of many processes by evidence, and of the same to all at
 * once; and how long a deep chain of frozen shells takes to unwind.
 *
 * <pre>java -cp … EvidenceBenchmark [PROCESSES [ROUNDS]]</pre>
 */
public final class EvidenceBenchmark {

    private static final String MANY =
            "for (1 .. $ARGV[0]) { unless (fork) { sleep 1000 while 1 } } $| = 1; print qq(ready\\n); 1 while wait > 0";
    private static final String CHAIN =
            "n=$1; if [ \"$n\" -gt 0 ]; then sh -c \"$SCRIPT\" sh $((n - 1)); else echo ready; sleep 1000; fi; :";

    private final LinuxSystem system = LinuxSystem.local();

    private EvidenceBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int processes = Benchmarks.number(arguments, 0, 200);
        int rounds = Benchmarks.number(arguments, 1, 9);
        new EvidenceBenchmark().run(processes, rounds);
    }

    private void run(int processes, int rounds) throws IOException, InterruptedException {
        List<Double> evidence = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        List<Double> chain = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            all.add(end(Delivery.ALL, "perl", "-e", MANY, Integer.toString(processes))[1]);
            evidence.add(end(Delivery.STRUCTURED, "perl", "-e", MANY, Integer.toString(processes))[1]);
            chain.add(end(Delivery.STRUCTURED, "sh", "-c", CHAIN, "sh", Integer.toString(processes))[0]);
        }
        System.out.printf("%d processes, median of %d rounds%n", processes, rounds);
        System.out.printf("  all at once     processor %7.1f ms%n", Benchmarks.median(all));
        System.out.printf(
                "  by evidence     processor %7.1f ms, ratio %.2f%n",
                Benchmarks.median(evidence), Benchmarks.median(evidence) / Benchmarks.median(all));
        System.out.printf("  chain of shells took      %7.1f ms%n", Benchmarks.median(chain));
    }

    /** How long it took, and the processor's time. */
    private double[] end(Delivery delivery, String... command) throws IOException, InterruptedException {
        Cookie cookie = Cookie.random();
        Process build = start(cookie, command);
        Settings settings = new Settings(
                Settings.DEFAULT.ladder(), delivery, Settings.DEFAULT.leftovers(), KeepPatterns.NONE, false);
        TerminationRequest request = new TerminationRequest(Scope.of(cookie), settings, Veto.NONE, event -> {});
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Duration took = new CleanKill(system, request).terminate().took();
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        build.waitFor();
        return new double[] {took.toNanos() / 1e6, used / 1e6};
    }

    private static Process start(Cookie cookie, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(cookie.asVariables());
        builder.environment().put("SCRIPT", CHAIN);
        return Benchmarks.start(builder);
    }
}
