package io.jenkins.plugins.cleankill.engine.benchmark;

import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.PollingExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.ProcFs;
import io.jenkins.plugins.cleankill.engine.os.linux.proc.StatReader;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * How long after SIGKILL to the last process a wait for it ends, by pidfd and by looking: the end of the process itself is a part of that. The
 * signal comes when the wait has lasted for 0 to 400 ms, by which the looks grow rarer.
 *
 * <pre>java -cp … ExitBenchmark [ROUNDS]</pre>
 */
public final class ExitBenchmark {

    private static final StatReader STATS = new StatReader(new ProcFs(Path.of("/proc")));
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LONGEST_MILLIS = 400;

    private final LinuxSystem system = LinuxSystem.local();

    private ExitBenchmark() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Benchmarks.number(arguments, 0, 60);
        ExitBenchmark benchmark = new ExitBenchmark();
        benchmark.run("pidfd", benchmark.system::newExitWaiter, rounds);
        benchmark.run(
                "looking", () -> new PollingExitWaiter(process -> !STATS.hasEnded(process), new SystemClock()), rounds);
    }

    private void run(String name, Supplier<ExitWaiter> waiters, int rounds) throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            took.add(wait(waiters, Duration.ofMillis((long) LONGEST_MILLIS * round / rounds)));
        }
        System.out.printf(
                "%-8s median %6.2f ms, at most %6.2f ms, of %d%n",
                name,
                Benchmarks.median(took),
                took.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                rounds);
    }

    private double wait(Supplier<ExitWaiter> waiters, Duration before) throws IOException, InterruptedException {
        Process process = Benchmarks.start(new ProcessBuilder("sh", "-c", "echo ready; exec sleep 1000"));
        ProcessIdentity identity = system.processes().read(id -> false).byPid(process.pid()).stream()
                .map(ProcessInfo::identity)
                .findFirst()
                .orElseThrow();
        long[] killed = new long[1];
        CountDownLatch waits = new CountDownLatch(1);
        Thread killer = new Thread(() -> {
            try (ExitWaiter pause = system.newExitWaiter()) {
                waits.countDown();
                pause.pause(before);
                killed[0] = System.nanoTime();
                process.destroyForcibly();
            }
        });
        try (ExitWaiter waiter = waiters.get()) {
            killer.start();
            waits.await();
            while (waiter.await(Set.of(identity), LONG).isEmpty()) {
                Thread.onSpinWait();
            }
            long ended = System.nanoTime();
            killer.join();
            return (ended - killed[0]) / 1e6;
        }
    }
}
