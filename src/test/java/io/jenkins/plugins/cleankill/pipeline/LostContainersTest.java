package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.action.CleanKillAction;
import io.jenkins.plugins.cleankill.action.TerminationForJson;
import io.jenkins.plugins.cleankill.engine.real.Container;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;

/** The controller, or the agent, is lost while the processes of a container are ended: by its script, or by the agent. */
@EnabledOnOs(OS.LINUX)
public class LostContainersTest extends RestartTestBase {

    private static final String BLOCK = "withCleanKill(softKillSeconds: 300)";
    private static final String SCRIPT = "sh '$MARKERS/held t; echo \"the next\" command'";
    private static final String TAKEN_UP = "Aborted by alice, taken up again: ";
    private static final String GONE_ON = "[clean-kill] The termination in the container has gone on meanwhile";

    private static RealDocker docker;

    @TestExtension
    public static StepDescriptor inPod() {
        return new InPodStep.DescriptorImpl();
    }

    @BeforeAll
    static void startPod() throws Exception {
        assumeTrue(Container.isPermitted(), "this machine permits no namespaces, or has no unshare or busybox");
        InPodStep.pod = Container.start();
        InPodStep.killed = false;
        InPodStep.shell = "sh";
    }

    @AfterAll
    static void stopContainers() throws Exception {
        if (docker != null) {
            docker.close();
        }
        if (InPodStep.pod != null) {
            InPodStep.pod.close();
        }
    }

    @AfterEach
    void nobodyAskedThePodToKill() {
        assertThat(InPodStep.killed).isFalse();
    }

    /** Where the script does the work. */
    static Stream<ContainerPlace> beyondReach() {
        return Stream.of(true, false).map(inside -> new ContainerPlace("blind", "inPod", inside));
    }

    /** Where the agent does. */
    static Stream<ContainerPlace> withinReach() {
        return Stream.of(true, false).map(inside -> ContainerPlace.inRealDocker("here", inside));
    }

    @ParameterizedTest
    @MethodSource("beyondReach")
    void theControllerRestartsWhileTheScriptRuns(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, place));
        InPodStep.loseCommands();
        sessions.then(jenkins -> {
            fixture = new PipelineFixture(jenkins, folder);
            fixture.await(GONE_ON, build(jenkins));
            fixture.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    @ParameterizedTest
    @MethodSource("beyondReach")
    void theScriptComesToItsEndWithoutAController(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, place));
        InPodStep.loseCommands();
        fixture.mark("t-go");
        fixture.awaitQuiet();
        sessions.then(jenkins -> {
            fixture = new PipelineFixture(jenkins, folder);
            assertEndedWell(jenkins);
            assertThat(jenkins.getLog(build(jenkins))).containsOnlyOnce(GONE_ON);
        });
    }

    @ParameterizedTest
    @MethodSource("withinReach")
    void theAgentIsDisconnectedAndComesBack(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, place);
            AgentLoss.DISCONNECTED.agent(jenkins);
            fixture.await(TAKEN_UP, build(jenkins));
            fixture.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    @ParameterizedTest
    @MethodSource("withinReach")
    void theAgentsJvmIsKilledAndStartedAgain(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, place);
            AgentLoss.SIGKILL.agent(jenkins);
            agents.start(jenkins, "here");
            fixture.await(TAKEN_UP, build(jenkins));
            fixture.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    private void aborted(JenkinsRule jenkins, ContainerPlace place) throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
        if (place.node().equals("here")) {
            docker = RealDocker.install(folder.resolve("docker"));
            createAgent(jenkins);
        } else {
            createBlindAgent(jenkins, place.node());
        }
        abort(started(place.around(BLOCK, SCRIPT), "t READY"), "t stopping");
    }

    private void createBlindAgent(JenkinsRule jenkins, String name) throws Exception {
        // The harness ends what carries its agent's cookie when that is lost: here the plugin alone may do so
        String plain = ((SimpleCommandLauncher) jenkins.createComputerLauncher(null)).cmd;
        Jenkins.get()
                .addNode(new DumbSlave(
                        name,
                        folder.resolve(name).toString(),
                        new SimpleCommandLauncher(
                                "env -u HUDSON_COOKIE unshare --fork --pid --mount-proc --kill-child " + plain)));
        InboundAgentExtension.waitForAgentOnline(jenkins, name, Map.of());
    }

    private void assertEndedWell(JenkinsRule jenkins) throws Exception {
        String log = endOfTheBuild(jenkins);
        assertThat(log).containsOnlyOnce("t stopping").containsOnlyOnce("t FINISHED");
        assertThat(log).doesNotContain("\nthe next command");
        assertThat(log)
                .containsPattern("\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left");
        assertThat(build(jenkins).getAction(CleanKillAction.class).getTerminations())
                .extracting(TerminationForJson::getCause, TerminationForJson::getKilled)
                .contains(tuple("Aborted by alice, taken up again", 0));
    }
}
