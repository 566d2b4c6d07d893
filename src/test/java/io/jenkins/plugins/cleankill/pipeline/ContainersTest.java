package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.action.CleanKillAction;
import io.jenkins.plugins.cleankill.action.ProcessView;
import io.jenkins.plugins.cleankill.action.TerminationForJson;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Pipelines in containers, by docker-workflow's own step and by one like Kubernetes', with the block on either side.
 * The Docker part is a real engine's. The agent {@code here} sees the containers' processes and ends them itself,
 * {@code blind}, in a pid namespace of its own, does not, and leaves them to the script.
 */
@WithJenkins
@EnabledOnOs(OS.LINUX)
public class ContainersTest extends ContainersTestBase {

    private static RealDocker docker;

    @TestExtension
    public static StepDescriptor inPod() {
        return new InPodStep.DescriptorImpl();
    }

    @BeforeAll
    static void startAgents() throws Exception {
        docker = RealDocker.answers() ? RealDocker.install(root.resolve("docker")) : null;
        InPodStep.pod = Container.start();
        TestAgent.connect(jenkins, "here", root);
        new PipelineFixture(jenkins, root).blindAgent("blind", root);
        // A build that is killed the hard way keeps its executors
        jenkins.jenkins.setNumExecutors(20);
    }

    @AfterAll
    static void stopContainers() throws IOException {
        if (docker != null) {
            docker.close();
        }
        if (InPodStep.pod != null) {
            InPodStep.pod.close();
        }
    }

    @BeforeEach
    void setUpPod() {
        InPodStep.killed = false;
        InPodStep.shell = "sh";
    }

    @AfterEach
    void onlyWhereTheScriptCantRunThePodWasAskedToKill() {
        assertThat(InPodStep.killed).isEqualTo(!InPodStep.shell.equals("sh"));
    }

    static Stream<ContainerPlace> places() {
        return Stream.of("here", "blind", "built-in")
                .flatMap(node -> Stream.of(true, false).map(inside -> ContainerPlace.inRealDocker(node, inside)))
                .flatMap(place -> place.node().equals("here")
                        ? Stream.of(place, new ContainerPlace("blind", "inPod", place.blockInside()))
                        : Stream.of(place));
    }

    @ParameterizedTest
    @MethodSource("places")
    void anAbortedStepEndsAsItShould(ContainerPlace place) throws Exception {
        WorkflowRun build =
                fixture.start(place.around("withCleanKill", "sh '$MARKERS/tool t 2; echo \"the next\" command'"));
        fixture.await("t READY", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsOnlyOnce("t FINISHED").doesNotContain("\nthe next command");
        assertThat(log)
                .containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*tool \\(\\d+\\).*waiting up to 15 s");
        assertThat(log).containsPattern(OVER);
        assertThat(log).doesNotContain("could not be ended");
        assertThat(build.getAction(CleanKillAction.class).getTerminations())
                .flatExtracting(TerminationForJson::getAllProcesses)
                .extracting(ProcessView::getCommand, ProcessView::getEnding)
                .contains(tuple("tool", "ended"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void aSecondAbortKillsNow(ContainerPlace place) throws Exception {
        WorkflowRun build =
                fixture.start(place.around("withCleanKill(softKillSeconds: 200)", "sh '$MARKERS/stubborn s'"));
        fixture.await("s READY", build);
        Alice.aborts(build);
        fixture.await("[clean-kill] waiting for", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsPattern("\\[clean-kill] Aborted again: killing \\d process(es)? now");
        assertThat(log).containsPattern("\\[clean-kill] stubborn \\(\\d+\\) ignores SIGTERM; killed after");
    }

    /** The steps around it end no container then. */
    @ParameterizedTest
    @MethodSource("places")
    void aHardKillOfTheRunEndsItsProcesses(ContainerPlace place) throws Exception {
        WorkflowRun build = fixture.start(place.around("withCleanKill", "sh '$MARKERS/tool t 0.1'"));
        fixture.await("t READY", build);

        build.doKill();
        fixture.end(build, Result.ABORTED);

        fixture.awaitQuietBut("cat");
        assertThat(fixture.marked("t-finished")).isTrue();
        fixture.clear();
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsLeftAtTheEndIsEnded(ContainerPlace place) throws Exception {
        WorkflowRun build = fixture.start(place.around("withCleanKill", "sh '(sleep 1001 >/dev/null 2>&1 &)'"));

        String log = fixture.end(build, Result.SUCCESS);

        boolean dockerEndsFirst = !place.blockInside() && place.container().startsWith("withDocker");
        if (dockerEndsFirst) {
            assertThat(log).doesNotContain("could not");
        } else {
            assertThat(log).contains("[clean-kill] Still running at the end in a container: SIGTERM to sleep");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereTheScriptCantRunTheContainersOwnKillingDoesWhatItCan(boolean blockInside) throws Exception {
        InPodStep.shell = "no-shell-here";
        WorkflowRun build = fixture.start(
                new ContainerPlace("blind", "inPod", blockInside).around("withCleanKill", "sh '$MARKERS/stubborn s'"));
        fixture.await("s READY", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log)
                .containsPattern("\\[clean-kill] The processes in the container could not be ended: .*no-shell-here")
                .containsOnlyOnce("[clean-kill] Jenkins' own killing does what it can")
                .contains("Killing processes");
    }

    /** Their own process namespace tells where a command ran. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theBlocksSettingsHold(boolean blockInside) throws Exception {
        PipelineFixture.addSecret("hush-" + blockInside, "hush-hush");
        String block =
                "withCleanKill(ladder: 'INT 1s, TERM 2s', onAbort: 'readlink /proc/self/ns/pid > $MARKERS/where', "
                        + "afterKill: 'readlink /proc/self/ns/pid > $MARKERS/afterwards')";
        String log = fixture.abortAt(
                "s READY",
                fixture.start(new ContainerPlace("blind", "inPod", blockInside)
                        .around(
                                block,
                                "withCredentials([string(credentialsId: 'hush-" + blockInside
                                        + "', variable: 'HUSH')]) {"
                                        + " sh 'cp $MARKERS/stubborn \"$MARKERS/$HUSH\"; \"$MARKERS/$HUSH\" s' }")));

        assertThat(log)
                .containsSubsequence("onAbort: ended with exit code 0", "SIGINT to", "then SIGTERM", "] SIGTERM to")
                .containsPattern("\\[clean-kill] \\*+ \\(\\d+\\) ignores SIGTERM; killed after [3-9]")
                .doesNotContain("hush-hush");
        assertThat(Files.readString(fixture.marks().resolve("where")).strip())
                .startsWith("pid:")
                .isNotEqualTo(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
        // Inside of a pod, be it the same or, where the step's has ended, one that the same launcher leads into
        assertThat(Files.readString(fixture.marks().resolve("afterwards")).strip())
                .startsWith("pid:")
                .isNotEqualTo(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
    }

    @ParameterizedTest
    @CsvSource({"unstable, UNSTABLE, 0", "fail, FAILURE, 0", "report, SUCCESS, 1"})
    void aPolicyForLeftoversHolds(String policy, String result, int left) throws Exception {
        String log = fixture.end(
                fixture.start(new ContainerPlace("blind", "inPod", true)
                        .around(
                                "withCleanKill(leftovers: '" + policy + "')",
                                "sh '(exec sleep 1003 >/dev/null 2>&1 &)'")),
                Result.fromString(result));

        assertThat(log.contains("is left running (leftovers: report)")).isEqualTo(left == 1);
        assertThat(fixture.alive()).hasSize(left);
        fixture.clear();
    }

    /** {@code options} stand around the container that {@code agent} begins, {@code docker} is found in the PATH. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline { agent { docker { image 'IMAGE'; label 'with-docker'; args '-v $MARKERS:$MARKERS' } }\n"
                        + "options { withCleanKill(softKillSeconds: 9) }\n"
                        + "stages { stage('s') { steps { script { sh '$MARKERS/tool t 1; echo NEXT' } } } }\n"
                        + "post { aborted { echo 'post: aborted' } } }",
                "pipeline { agent none\n"
                        + "stages { stage('s') { agent { docker { image 'IMAGE'; label 'with-docker'; args '-v $MARKERS:$MARKERS' } }\n"
                        + "options { withCleanKill(softKillSeconds: 9) }\n"
                        + "steps { sh '$MARKERS/tool t 1; echo NEXT' } } }\n"
                        + "post { aborted { echo 'post: aborted' } } }"
            })
    void declarativeDockerAgentsAreContainersToo(String script) throws Exception {
        assumeTrue(RealDocker.answers(), RealDocker.WHY_NOT);
        if (jenkins.jenkins.getNode("with-docker") == null) {
            TestAgent.connect(jenkins, "with-docker", root);
        }
        String log = fixture.abortAt("t READY", fixture.startDeclarative(script.replace("IMAGE", RealDocker.IMAGE)));

        assertThat(log)
                .contains("waiting up to 9 s")
                .containsOnlyOnce("t FINISHED")
                .containsSubsequence("[clean-kill] Over after", "post: aborted");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPowerShellStepEndsAsAShellStepDoes(boolean blockInside) throws Exception {
        FakePwsh.install(fixture.marks());
        String log = fixture.abortAt(
                "t READY",
                fixture.start(new ContainerPlace("blind", "inPod", blockInside)
                        .around(
                                "withCleanKill",
                                "withEnv([\"PATH=$MARKERS:${env.PATH}\"]) { pwsh '$MARKERS/tool t 1; echo NEXT' }")));

        assertThat(log).containsSubsequence("t FINISHED", "[clean-kill] Over after", "0 killed, 0 left");
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @Test
    void twoContainersInOneBlockAreTwoPlaces() throws Exception {
        WorkflowRun build =
                fixture.start("node('blind') { withCleanKill { parallel one: { inPod { sh '$MARKERS/tool one 1' } },"
                        + " two: { inPod { sh '$MARKERS/tool two 2' } } } }");
        fixture.await("one READY", build);
        fixture.await("two READY", build);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).contains("one FINISHED", "two FINISHED");
        assertThat(log.split("\\[clean-kill] Over after")).hasSize(3);
    }

    @Test
    void parallelStepsInOneContainerLoseNothing() throws Exception {
        WorkflowRun build = fixture.start(
                new ContainerPlace("blind", "inPod", false)
                        .around(
                                "withCleanKill",
                                "parallel one: { sh '$MARKERS/tool one 1' }, two: { dir('two') { sh '$MARKERS/tool two 2' } }"));
        fixture.await("one READY", build);
        fixture.await("two READY", build);

        Alice.aborts(build);

        List<String> log = fixture.end(build, Result.ABORTED).lines().toList();
        assertThat(log).anyMatch(line -> line.endsWith("one FINISHED")).anyMatch(line -> line.endsWith("two FINISHED"));
    }
}
