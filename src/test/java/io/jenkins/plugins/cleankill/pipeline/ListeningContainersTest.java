package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Containers that run one command after another, and end with the first that fails: Kubernetes' without {@code exec}. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(150)
public class ListeningContainersTest extends ContainersTestBase {

    private static Container pod;

    @TestExtension
    public static StepDescriptor inListeningPod() {
        return new InListeningPodStep.DescriptorImpl();
    }

    @BeforeAll
    static void startAgent() throws Exception {
        InListeningPodStep.work = Files.createDirectories(root.resolve("work"));
        pod = Container.startListening(InListeningPodStep.work);
        new PipelineFixture(jenkins, root).blindAgent("blind", root);
    }

    @AfterAll
    static void stopPod() throws Exception {
        if (pod != null) {
            pod.close();
        }
    }

    @AfterEach
    void thePodRunsAndNoFileOfOursIsLeft() throws Exception {
        fixture.endAll();
        assertThat(pod.isRunning()).as("the container runs").isTrue();
        try (Stream<Path> left = Files.walk(root.resolve("blind/workspace"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("clean-kill-")))
                    .isEmpty();
        }
    }

    private WorkflowRun start(boolean inside, String block, String body) throws Exception {
        return fixture.start(new ContainerPlace("blind", "inListeningPod", inside).around(block, body));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommandThatIsAskedForInTheWindowRunsAtOnce(boolean inside) throws Exception {
        WorkflowRun build = start(inside, "withCleanKill(softKillSeconds: 100)", "sh '$MARKERS/held t; echo NEXT'");
        fixture.await("t READY", build);
        Alice.aborts(build);
        fixture.await("SIGTERM to", build);
        fixture.await("t stopping", build);

        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int code = InListeningPodStep.listen(
                        new FilePath(InListeningPodStep.work.toFile()), "echo in the window", output)
                .join();

        assertThat(code).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("in the window\n");
        assertThat(JenkinsRule.getLog(build)).doesNotContain("Over after");
        fixture.mark("t-go");
        String log = fixture.end(build, Result.ABORTED);
        assertThat(log)
                .containsOnlyOnce("t FINISHED")
                .containsSubsequence("SIGTERM to", "t FINISHED", "[clean-kill] Over after", "0 killed, 0 left")
                .doesNotContain("could not be ended");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondAbortKillsNow(boolean inside) throws Exception {
        WorkflowRun build = start(inside, "withCleanKill(softKillSeconds: 200)", "sh '$MARKERS/stubborn s'");
        fixture.await("s READY", build);
        Alice.aborts(build);
        fixture.await("SIGTERM to", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsPattern("\\[clean-kill] Aborted again: killing \\d process(es)? now")
                .containsPattern("\\[clean-kill] stubborn \\(\\d+\\) ignores SIGTERM; killed after");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLeftAtTheEndIsEnded(boolean inside) throws Exception {
        String log = fixture.end(start(inside, "withCleanKill", "sh '(sleep 1001 >/dev/null 2>&1 &)'"), Result.SUCCESS);

        assertThat(log)
                .contains("[clean-kill] Still running at the end in a container: SIGTERM to sleep")
                .contains("[clean-kill] Over after");
    }
}
