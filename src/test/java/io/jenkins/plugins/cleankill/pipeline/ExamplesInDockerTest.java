package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.examples.ExampleScript;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The scripts of {@code examples/} in a real Docker, with the block within and around {@code inside}; a few at a time. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class ExamplesInDockerTest {

    private static final int AT_A_TIME = 5;

    /** The machine's programs, read only: the image has busybox alone. */
    private static final String PROGRAMS =
            "-v /usr:/usr:ro -v /usr/bin:/bin:ro -v /usr/lib:/lib:ro -v /usr/lib64:/lib64:ro";

    @TempDir
    private Path root;

    @Test
    void allEndAsTheyShould(JenkinsRule jenkins) throws Exception {
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
        assumeTrue(RealDocker.answers(), RealDocker.WHY_NOT);
        TestAgent.connect(jenkins, "here", root);
        new PipelineFixture(jenkins, root).blindAgent("blind", root);
        List<String> wrong = new ArrayList<>();
        int runs = 0;
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        try (RealDocker docker = RealDocker.install(root.resolve("docker"))) {
            List<Future<String>> results = new ArrayList<>();
            for (String node : List.of("blind", "here")) {
                for (boolean inside : List.of(true, false)) {
                    for (ExampleScript script : ExampleScript.all(root.resolve(node + inside))) {
                        results.add(pool.submit(() -> abort(jenkins, script, node, inside)));
                    }
                }
            }
            for (Future<String> result : results) {
                runs++;
                if (!result.get().isEmpty()) {
                    wrong.add(result.get());
                }
            }
        } finally {
            pool.shutdownNow();
        }
        System.out.println("RIGHT " + (runs - wrong.size()) + " of " + runs);
        assertThat(wrong).isEmpty();
    }

    private String abort(JenkinsRule jenkins, ExampleScript script, String node, boolean inside) throws Exception {
        String name = script.name() + "-" + node + "-" + (inside ? "within" : "around");
        ContainerPlace place = ContainerPlace.inRealDocker(
                node,
                "-v " + Path.of("examples").toAbsolutePath() + ":"
                        + Path.of("examples").toAbsolutePath() + ":ro " + PROGRAMS,
                inside);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                place.around(
                                "withCleanKill",
                                "sh '''" + script.text().replace("\\", "\\\\").replace("'''", "") + "'''")
                        .replace("$MARKERS", script.markers().folder().toString()),
                true));
        try {
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("READY", build);
            Alice.aborts(build);
            jenkins.waitForCompletion(build);
            script.assertEndedWell(JenkinsRule.getLog(build));
            System.out.println("RIGHT " + name);
            return "";
        } catch (AssertionError e) {
            System.out.println("WRONG " + name + "\n" + e + "\n" + JenkinsRule.getLog(job.getLastBuild()));
            return name;
        } finally {
            script.markers().kill();
        }
    }
}
