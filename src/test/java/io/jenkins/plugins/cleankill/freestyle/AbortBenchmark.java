package io.jenkins.plugins.cleankill.freestyle;

import hudson.model.FreeStyleBuild;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * From the abort on the controller until a process on an agent has SIGTERM, by Clean Kill and by Jenkins alone, in turn. Agent and
 * controller share a clock. It needs {@code perl}, and is no test of the suite: {@code ./mvnw test -Dtest=AbortBenchmark}, with
 * {@code -Dclean-kill.aborts=30}.
 */
@WithJenkins
@Timeout(value = 1, unit = TimeUnit.DAYS)
class AbortBenchmark {

    private static final int WARM_UP = 5;
    private static final int ABORTS = Integer.getInteger("clean-kill.aborts", 30);

    /** The mark has the microseconds since 1970 in it. */
    private static final String SCRIPT = """
            exec perl -MTime::HiRes=time -e '
            $SIG{TERM} = sub {
                my $now = time * 1e6;
                open F, ">", "$ENV{MARKERS}/new"; printf F "%.0f", $now; close F;
                rename "$ENV{MARKERS}/new", "$ENV{MARKERS}/told"; exit
            };
            $| = 1; print "READY\\n"; sleep 1 while 1'
            """;

    @TempDir
    private Path folder;

    @Test
    void untilTheFirstSignal(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "agent", folder);
        try (JobUnderTest ours = new JobUnderTest(jenkins, agent, folder).shell(SCRIPT);
                JobUnderTest plain = new JobUnderTest(jenkins, agent, folder)
                        .withoutWrapper()
                        .shell(SCRIPT)) {
            List<Double> byUs = new ArrayList<>();
            List<Double> byJenkins = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ABORTS; round++) {
                byUs.add(abort(ours));
                byJenkins.add(abort(plain));
            }
            print("Clean Kill", byUs.subList(WARM_UP, byUs.size()));
            print("Jenkins alone", byJenkins.subList(WARM_UP, byJenkins.size()));
        }
    }

    /** The milliseconds. */
    private static double abort(JobUnderTest job) throws Exception {
        Path mark = job.mark("told");
        FreeStyleBuild build = job.startAndAwait("READY");
        Instant begun = Instant.now();
        Alice.aborts(build);
        job.end(build);
        return ChronoUnit.MICROS.between(begun, told(mark)) / 1e3;
    }

    /** Jenkins alone does not wait for the process. */
    private static Instant told(Path mark) throws Exception {
        Eventually.isTrue("the process was told", () -> Files.exists(mark));
        long micros = Long.parseLong(Files.readString(mark));
        Files.delete(mark);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static void print(String what, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                "%-14s median %6.1f ms (%.1f to %.1f), of %d%n",
                what,
                Benchmarks.median(times),
                sorted.get(sorted.size() / 4),
                sorted.get(sorted.size() * 3 / 4),
                times.size());
    }
}
