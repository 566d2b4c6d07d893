package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.Launcher.DecoratedLauncher;
import hudson.Proc;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import io.jenkins.plugins.cleankill.engine.benchmark.Benchmarks;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Launches and joins a command in a Freestyle build, through the wrapper's launcher and through the one that it decorates, in
 * turn, on the controller and on an agent, and prints both times and their ratio, after a warm-up of both; the same with a
 * command that prints. It is no test of the suite: {@code ./mvnw test -Dtest=LaunchBenchmark}, with {@code
 * -Dclean-kill.launches=500} and {@code -Dclean-kill.megabytes=1024}.
 */
@WithJenkins
@Timeout(value = 1, unit = TimeUnit.DAYS)
class LaunchBenchmark {

    private static final int WARM_UP = 100;
    private static final int LAUNCHES = Integer.getInteger("clean-kill.launches", 500);
    private static final int MEGABYTES = Integer.getInteger("clean-kill.megabytes", 1024);
    private static final int COPIES = 5;

    @Test
    void onTheController(JenkinsRule jenkins) throws Exception {
        measureOn(jenkins, jenkins.jenkins);
    }

    @Test
    void onAnAgent(JenkinsRule jenkins) throws Exception {
        measureOn(jenkins, jenkins.createOnlineSlave());
    }

    private static void measureOn(JenkinsRule jenkins, Node node) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(node);
        job.getBuildWrappersList().add(new CleanKillBuildWrapper());
        job.getBuildersList().add(new Measurement(node.getNodeName().isEmpty() ? "controller" : "agent"));

        jenkins.buildAndAssertSuccess(job);
    }

    private static final class Measurement extends TestBuilder {

        private final String where;

        Measurement(String where) {
            this.where = where;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws IOException, InterruptedException {
            assertThat(launcher).isInstanceOf(CleanKillLauncher.class);
            Launcher plain = ((DecoratedLauncher) launcher).getInner();
            compare(plain, launcher, WARM_UP, "true");
            print("launch alone, and with its join", compare(plain, launcher, LAUNCHES, "sleep", "0.05"));
            print(
                    MEGABYTES + " MB of output",
                    compare(plain, launcher, COPIES, "head", "-c", MEGABYTES + "M", "/dev/zero"));
            return true;
        }

        private void print(String what, Comparison figures) {
            System.out.printf(
                    "%s, %s, medians of %d: plain %.3f and %.3f ms, decorated %.3f and %.3f ms, ratios %.3f and %.3f%n",
                    where,
                    what,
                    figures.plain.launch.size(),
                    Benchmarks.median(figures.plain.launch),
                    Benchmarks.median(figures.plain.join),
                    Benchmarks.median(figures.decorated.launch),
                    Benchmarks.median(figures.decorated.join),
                    Benchmarks.median(figures.decorated.launch) / Benchmarks.median(figures.plain.launch),
                    Benchmarks.median(figures.decorated.join) / Benchmarks.median(figures.plain.join));
        }
    }

    private static Comparison compare(Launcher plain, Launcher decorated, int rounds, String... command)
            throws IOException, InterruptedException {
        Comparison figures = new Comparison(new Times(), new Times());
        for (int round = 0; round < rounds; round++) {
            // Whichever comes second has a warmer processor: they take turns
            measure(round % 2 == 0 ? plain : decorated, round % 2 == 0 ? figures.plain : figures.decorated, command);
            measure(round % 2 == 0 ? decorated : plain, round % 2 == 0 ? figures.decorated : figures.plain, command);
        }
        return figures;
    }

    private static void measure(Launcher launcher, Times times, String... command)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Proc proc = launcher.launch()
                .cmds(command)
                .quiet(true)
                .stdout(OutputStream.nullOutputStream())
                .start();
        long launched = System.nanoTime();
        assertThat(proc.join()).isZero();
        times.launch.add((launched - begun) / 1e6);
        times.join.add((System.nanoTime() - begun) / 1e6);
    }

    private record Comparison(Times plain, Times decorated) {}

    private static final class Times {
        private final List<Double> launch = new ArrayList<>();
        private final List<Double> join = new ArrayList<>();
    }
}
