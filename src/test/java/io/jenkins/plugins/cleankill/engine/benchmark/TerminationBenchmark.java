package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.CleanKill;
import io.jenkins.plugins.cleankill.engine.TerminationRequest;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.ProcessTableReader;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.plan.Veto;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * Ends many cooperative processes on this machine, among many others, and prints how long it took.
 *
 * <pre>java -cp … TerminationBenchmark [PROCESSES [FOREIGN [ROUNDS]]]</pre>
 */
public final class TerminationBenchmark {

    /** Children of one parent that wait for nothing, told from each other by what they do with SIGTERM. */
    private static final String PARENT = "my ($n, $catch) = @ARGV; $SIG{CHLD} = 'IGNORE';"
            + "for (1 .. $n) { unless (fork) { $SIG{TERM} = $catch ? sub { exit 0 } : 'DEFAULT';"
            + " sleep 1000 while 1 } } $| = 1; print qq(ready\\n); sleep 1000 while 1";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LinuxSystem system = LinuxSystem.local();

    private TerminationBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int processes = Benchmarks.number(arguments, 0, 200);
        int foreign = Benchmarks.number(arguments, 1, 1000);
        int rounds = Benchmarks.number(arguments, 2, 8);
        new TerminationBenchmark().run(processes, foreign, rounds);
    }

    private void run(int processes, int foreign, int rounds) throws IOException, InterruptedException {
        Cookie others = Cookie.random();
        Process crowd = start(others, foreign, false);
        try {
            for (int round = 1; round <= rounds; round++) {
                System.out.printf("round %d%n", round);
                print("snapshot, all environments", () -> snapshot(true));
                print("snapshot, no environments", () -> snapshot(false));
                end(processes, false);
                end(processes, true);
            }
        } finally {
            end(others, system);
            crowd.waitFor();
        }
    }

    private void end(int processes, boolean catching) throws IOException, InterruptedException {
        Cookie cookie = Cookie.random();
        Process parent = start(cookie, processes, catching);
        details(cookie);
        Phases phases = new Phases();
        long begun = THREADS.getCurrentThreadCpuTime();
        Outcome outcome = end(cookie, phases.watch(system));
        long used = THREADS.getCurrentThreadCpuTime() - begun;
        parent.waitFor();
        System.out.printf(
                "  %-34s%8.1f ms, processor %6.1f ms (%d ended, %d killed; %s)%n",
                "end of " + processes + (catching ? " that catch" : " that just die"),
                outcome.took().toNanos() / 1e6,
                used / 1e6,
                outcome.count(Ending.ENDED),
                outcome.count(Ending.KILLED),
                phases);
    }

    static Outcome end(Cookie cookie, OperatingSystem system) throws IOException {
        TerminationRequest request = new TerminationRequest(Scope.of(cookie), Settings.DEFAULT, Veto.NONE, event -> {});
        return new CleanKill(system, request).terminate();
    }

    static Process start(Cookie cookie, int children, boolean catching) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("perl", "-e", PARENT, Integer.toString(children), catching ? "1" : "0");
        builder.environment().putAll(cookie.asVariables());
        return Benchmarks.start(builder);
    }

    private void snapshot(boolean environments) throws IOException {
        system.processes().read(identity -> environments);
    }

    private void details(Cookie cookie) throws IOException {
        ProcessTableReader reader = system.processes();
        List<ProcessInfo> members = reader.read(identity -> true).all().stream()
                .filter(info -> info.environment().hasAll(cookie.asVariables()))
                .toList();
        print("details of " + members.size(), () -> members.forEach(info -> reader.details(info.identity())));
    }

    /** On a busy machine the processor's time tells more than the clock's. */
    private static void print(String what, Work work) throws IOException {
        long begun = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        work.run();
        long used = THREADS.getCurrentThreadCpuTime() - cpu;
        System.out.printf("  %-34s%8.1f ms, processor %6.1f ms%n", what, (System.nanoTime() - begun) / 1e6, used / 1e6);
    }

    /** Something that is measured. */
    private interface Work {
        void run() throws IOException;
    }
}
