package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.action.CleanKillAction;
import io.jenkins.plugins.cleankill.action.TerminationForJson;
import io.jenkins.plugins.cleankill.agent.OwnPid;
import io.jenkins.plugins.cleankill.engine.real.Container;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller, or the agent, is lost while the script in a container ends the processes there. */
@EnabledOnOs(OS.LINUX)
public class LostContainersTest {

    private static final String BLOCK = "withCleanKill(softKillSeconds: 300)";
    private static final String HELD = "sh '$MARKS/held t; echo \"the next\" command'";
    private static final String GONE_ON = "[clean-kill] The termination in the container has gone on meanwhile";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private static Path root;

    @TempDir
    private Path folder;

    private Stage stage;

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
    static void stopPod() throws Exception {
        if (InPodStep.pod != null) {
            InPodStep.pod.close();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try {
            assertThat(stage.alive()).isEmpty();
            assertThat(stage.held()).isEmpty();
            assertThat(InPodStep.killed).isFalse();
        } finally {
            stage.clear();
        }
    }

    static Stream<ContainerPlace> places() {
        return Stream.of(true, false)
                .flatMap(inside -> Stream.of(
                        ContainerPlace.inDocker("here", inside), new ContainerPlace("blind", "inPod", inside)));
    }

    static Stream<ContainerPlace> dockers() {
        return Stream.of(true, false).map(inside -> ContainerPlace.inDocker("here", inside));
    }

    @ParameterizedTest
    @MethodSource("places")
    void theControllerRestartsWhileTheScriptRuns(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, place));
        InPodStep.loseCommands();
        sessions.then(jenkins -> {
            stage = new Stage(jenkins, folder);
            stage.await(GONE_ON, build(jenkins));
            stage.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    @ParameterizedTest
    @MethodSource("places")
    void theScriptComesToItsEndWithoutAController(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> aborted(jenkins, place));
        InPodStep.loseCommands();
        stage.mark("t-go");
        stage.awaitQuiet();
        sessions.then(jenkins -> {
            stage = new Stage(jenkins, folder);
            assertEndedWell(jenkins);
        });
    }

    @ParameterizedTest
    @MethodSource("dockers")
    void theAgentIsDisconnectedAndComesBack(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, place);
            jenkins.jenkins
                    .getComputer("here")
                    .disconnect(new OfflineCause.ByCLI("a test"))
                    .get(60, TimeUnit.SECONDS);
            stage.await(GONE_ON, build(jenkins));
            stage.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    @ParameterizedTest
    @MethodSource("dockers")
    void theAgentsJvmIsKilledAndStartedAgain(ContainerPlace place) throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, place);
            long jvm = jenkins.jenkins.getNode("here").getChannel().call(new OwnPid());
            ProcessHandle.of(jvm).orElseThrow().destroyForcibly();
            InboundAgentExtension.waitForAgentOffline(jenkins, "here");
            agents.start(jenkins, "here");
            stage.await(GONE_ON, build(jenkins));
            stage.mark("t-go");
            assertEndedWell(jenkins);
        });
    }

    private void aborted(JenkinsRule jenkins, ContainerPlace place) throws Exception {
        stage = new Stage(jenkins, folder);
        startAgent(jenkins, place.node());
        WorkflowRun build = stage.start(place.around(BLOCK, HELD));
        stage.await("t READY", build);
        Stage.abort(build);
        stage.await("t stopping", build);
    }

    private void startAgent(JenkinsRule jenkins, String name) throws Exception {
        if (name.equals("here")) {
            FakeDocker.install(folder.resolve("docker"));
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name(name)
                            .webSocket()
                            .build());
            return;
        }
        // The harness ends what carries its agent's cookie when that is lost: here nobody but we may do so
        String plain = ((SimpleCommandLauncher) jenkins.createComputerLauncher(null)).cmd;
        Jenkins.get()
                .addNode(new DumbSlave(
                        name,
                        folder.resolve(name).toString(),
                        new SimpleCommandLauncher(
                                "env -u HUDSON_COOKIE unshare --fork --pid --mount-proc --kill-child " + plain)));
        InboundAgentExtension.waitForAgentOnline(jenkins, name, Map.of());
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
    }

    private void assertEndedWell(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins);
        String log = stage.end(build, Result.ABORTED);
        assertThat(build.getAction(InterruptedBuildAction.class).getCauses())
                .extracting(CauseOfInterruption::getShortDescription)
                .contains("Aborted by alice");
        assertThat(log).containsOnlyOnce("t stopping").containsOnlyOnce("t FINISHED");
        assertThat(log).containsOnlyOnce(GONE_ON).doesNotContain("\nthe next command");
        assertThat(log)
                .containsPattern("\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left");
        assertThat(build.getAction(CleanKillAction.class).getTerminations())
                .extracting(TerminationForJson::getCause, TerminationForJson::getKilled)
                .contains(tuple("Aborted by alice, taken up again", 0));
    }
}
