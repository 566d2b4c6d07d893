package io.jenkins.plugins.cleankill.benchmark;

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
        return Crowd.checked("core", SnapshotBenchmark.count(crowd.wanted()));
    }

    @Benchmark
    public long ours() throws IOException {
        return Crowd.checked("ours", crowd.countIn(system.processes().read(process -> true)));
    }

    @Benchmark
    public long c() throws IOException {
        return Crowd.checked("C", crowd.askForWanted().found());
    }

    @Benchmark
    public long oursWithoutEnvironments() throws IOException {
        return Crowd.checked(
                "ours", system.processes().read(process -> false).all().size());
    }

    @Benchmark
    public long cWithoutEnvironments() throws IOException {
        return Crowd.checked("C", crowd.askForAll().found());
    }
}
