package io.jenkins.plugins.cleankill.benchmark;

import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From SIGKILL to a process until the wait for it ends. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExitJmh {

    private final LinuxSystem system = LinuxSystem.local();
    private Process process;
    private ProcessIdentity identity;
    private ExitWaiter waiter;

    @Setup(Level.Invocation)
    public void start() throws IOException {
        process = Benchmarks.start(new ProcessBuilder("sh", "-c", "echo ready; exec sleep 1000"));
        identity = system.processes()
                .read(id -> false)
                .byPid(process.pid())
                .orElseThrow()
                .identity();
        waiter = system.newExitWaiter();
    }

    @Benchmark
    public Set<ProcessIdentity> exit() {
        system.signals().send(identity, Signal.KILL);
        return waiter.await(Set.of(identity), Duration.ofSeconds(30));
    }

    @TearDown(Level.Invocation)
    public void end() {
        waiter.close();
        process.destroyForcibly();
    }
}
