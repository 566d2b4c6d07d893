package io.jenkins.plugins.cleankill.benchmark;

import hudson.util.ProcessTree;
import hudson.util.ProcessTree.OSProcess;
import io.jenkins.plugins.cleankill.engine.benchmark.Crowd;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What {@link SnapshotBenchmark} compares in turn, each by itself in a JVM of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SearchJmh {

    private final LinuxSystem system = LinuxSystem.local();

    @Param({"100", "1000", "5000"})
    private int others;

    @Param({"1", "32"})
    private int kilobytes;

    private Crowd crowd;

    @Setup
    public void start() throws IOException, InterruptedException {
        crowd = new Crowd(others, kilobytes);
    }

    @TearDown
    public void end() {
        crowd.close();
    }

    @Benchmark
    public long core() throws IOException {
        long found = 0;
        for (OSProcess process : ProcessTree.get()) {
            found += process.hasMatchingEnvVars(crowd.wanted()) ? 1 : 0;
        }
        return checked(found);
    }

    @Benchmark
    public long ours() throws IOException {
        return checked(system.processes().read(process -> true).all().stream()
                .filter(process -> process.environment().hasAll(crowd.wanted()))
                .count());
    }

    @Benchmark
    public long c() throws IOException {
        return checked(crowd.askForWanted().found());
    }

    @Benchmark
    public long oursWithoutEnvironments() throws IOException {
        return checked(system.processes().read(process -> false).all().size());
    }

    @Benchmark
    public long cWithoutEnvironments() throws IOException {
        return checked(crowd.askForAll().found());
    }

    private static long checked(long found) throws IOException {
        if (found < Crowd.WANTED) {
            throw new IOException("found " + found + " processes in place of " + Crowd.WANTED);
        }
        return found;
    }
}
