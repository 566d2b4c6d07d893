package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.StoredReports;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Containers of a real engine that a build starts itself. Each mounts the workspace, which tells whose it is. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(100)
class StartedContainersTest extends ContainersTestBase {

    private static RealDocker docker;
    private static DumbSlave agent;

    /** The names of this test's containers begin with it. */
    private final String name = "clean-kill-" + UUID.randomUUID();

    @BeforeAll
    static void startAgent() throws Exception {
        assumeTrue(RealDocker.answers(), RealDocker.WHY_NOT);
        docker = RealDocker.install(root.resolve("docker"));
        agent = TestAgent.connect(jenkins, "here", root);
    }

    @AfterAll
    static void removeImages() {
        if (docker != null) {
            docker.close();
        }
    }

    @AfterEach
    void removeContainers() throws Exception {
        fixture.endAll();
        docker.removeContainers();
    }

    /** A command that starts a container with that first process, and waits until it is ready. */
    private String run(String container, String arguments, String script) {
        return "docker run -d --name " + name + "-" + container + " " + arguments + " -v \"$PWD\":/w "
                + RealDocker.IMAGE
                + " sh -c '" + script + "; touch /w/" + container + "-up; while :; do sleep 0.1; done' >/dev/null; "
                + "until [ -e " + container + "-up ]; do sleep 0.1; done; ";
    }

    /** One that finishes its work when it is stopped. */
    private String polite(String container, String arguments) {
        return run(container, arguments, "trap \"sleep 1; echo done >/w/" + container + "-done; exit 3\" TERM");
    }

    private String stubborn(String container) {
        return run(container, "", "trap \"\" TERM");
    }

    private static String sh(String script) {
        return "sh '''" + script + "'''\n";
    }

    private static boolean isDone(String container, Path workspace) {
        return Files.exists(workspace.resolve(container + "-done"));
    }

    private Path workspace(WorkflowRun build) {
        return Path.of(agent.getWorkspaceFor(build.getParent()).getRemote());
    }

    @Test
    void whatABuildHasStartedIsNamedAndGoesOn() throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill { withCleanKill {\n" + sh(polite("web", ""))
                + "} }\necho \"running: ${cleanKillReport().containers.running}\" }");
        String log = fixture.end(build, Result.SUCCESS);

        assertThat(docker.running()).containsExactly(name + "-web");
        assertThat(log)
                .containsOnlyOnce(
                        "[clean-kill] Still running at the end: container " + name + "-web (" + RealDocker.IMAGE)
                .containsOnlyOnce("): it mounts the workspace")
                .containsOnlyOnce("or containers: 'stop', which does it at the end of each build")
                .contains("running: [" + name + "-web]");
        assertThat(StoredReports.json(build))
                .containsOnlyOnce("\"policy\": \"report\"")
                .containsOnlyOnce("\"ending\": \"left\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatABuildHasStartedIsStoppedSideBySideAndInTime(boolean aborted) throws Exception {
        docker.start(name + "-older", "-v " + root + ":/w");
        WorkflowRun build = fixture.start("node('here') {\n" + sh(polite("before", ""))
                + "withCleanKill(containers: 'stop', softKillSeconds: 20) {\n"
                + sh("docker run -d --name " + name + "-neighbours -v \"$PWD@2\":/w " + RealDocker.IMAGE
                        + " sleep 1000")
                + sh(polite("web", "") + polite("db", "--rm") + (aborted ? "echo READY; sleep 1000" : "")) + "} }");
        String log = aborted ? fixture.abortAt("READY", build) : fixture.end(build, Result.SUCCESS);

        assertThat(docker.running()).containsExactlyInAnyOrder(name + "-older", name + "-neighbours", name + "-before");
        assertThat(List.of("web", "db")).allMatch(container -> isDone(container, workspace(build)));
        assertThat(log)
                .contains("waiting up to 20 s for 2 containers (abort to kill them now)")
                .contains("[clean-kill] container " + name + "-web has ended with exit code 3")
                .containsPattern("\\[clean-kill] container " + name + "-db has ended( with exit code 3)?\n")
                .containsPattern("2 containers after [1-9]\\.\\d s: 2 ended, 0 left");
        assertThat(StoredReports.json(build)).contains("\"exitCode\": 3");
    }

    @Test
    void theWindowIsTheTimeOfTheStop() throws Exception {
        String log = fixture.end(
                fixture.start("node('here') { withCleanKill(containers: 'stop', softKillSeconds: 2) {\n"
                        + sh(stubborn("web")) + "} }"),
                Result.SUCCESS);

        assertThat(docker.running()).isEmpty();
        assertThat(log).contains("has ended with exit code 137, as after SIGKILL");
    }

    @Test
    void anAbortEndsTheWindow() throws Exception {
        WorkflowRun build = fixture.start("node('here') { withCleanKill(containers: 'stop', softKillSeconds: 90) {\n"
                + sh(stubborn("web")) + "} }");
        String log = fixture.abortAt("waiting up to 90 s for 1 container (abort to kill it now)", build);

        assertThat(docker.running()).isEmpty();
        assertThat(log).contains("has ended with exit code 137, as after SIGKILL");
        assertThat(Duration.ofMillis(build.getDuration())).isLessThan(Duration.ofSeconds(80));
    }

    /** Docker-workflow ends its own; and two branches have one workspace, so that only the cookie tells them apart. */
    @Test
    void aContainerOfAnotherBranchAndOneThatIsInUseAreNotTheBlocks() throws Exception {
        String inside = "withDockerContainer(image: '" + RealDocker.IMAGE + "', toolName: 'docker') {\n";
        String block = "withCleanKill(containers: 'stop', softKillSeconds: 20) {\n";
        String log = fixture.end(
                fixture.start("node('here') { " + block + inside + block + sh("true") + "} } }\n"
                        + "parallel a: { " + block
                        + sh("until [ -e in ]; do sleep 0.1; done")
                        + sh(polite("a", "--label block=$CLEAN_KILL_COOKIE"))
                        + "}\n" + sh("touch over") + "}, b: { " + inside
                        + sh("touch in; until [ -e over ]; do sleep 0.1; done; echo B GOES ON") + "}\n"
                        + "}, c: {\n" + sh(polite("c", ""))
                        + sh("until [ -e over ]; do sleep 0.1; done; echo C GOES ON")
                        + "} }"),
                Result.SUCCESS);

        assertThat(log).contains("B GOES ON", "C GOES ON");
        assertThat(log.indexOf(name + "-a has ended with exit code 3")).isBetween(0, log.indexOf("C GOES ON"));
        assertThat(log).containsOnlyOnce("Still running at the end").contains("a label carries the cookie");
        assertThat(docker.running()).containsExactly(name + "-c");
    }

    @Test
    void aDockerThatHangsOrFailsIsALine() throws Exception {
        docker.installHanging(root, fixture.marks().resolve("hang"));
        String path = "withEnv(['PATH=" + root.resolve("hanging/bin") + ":' + env.PATH]) { ";
        String log = fixture.end(
                fixture.start("node('here') { withCleanKill { " + path + sh("touch $MARKERS/hang") + "} }\n"
                        + "withEnv(['DOCKER_HOST=tcp://127.0.0.1:1']) {\n"
                        + "withCleanKill { " + sh("true") + "}\n"
                        + "withCleanKill(containers: 'report') { " + sh("true") + "}\n"
                        + "withCleanKill(containers: 'off') { " + sh("true") + "} } }"),
                Result.SUCCESS);
        Files.delete(fixture.marks().resolve("hang"));

        assertThat(log)
                .containsOnlyOnce(
                        "Whether containers of this build still run is not known: docker has not answered within 10 s")
                .containsPattern("is not known: .*127\\.0\\.0\\.1:1");
        assertThat(log.split("is not known: ", -1)).hasSize(3);
    }

    @Test
    void aFreestyleBuildDoesTheSame() throws Exception {
        try (JobUnderTest job = new JobUnderTest(jenkins, agent, folder)) {
            job.settings().setSoftKillSeconds(20);
            job.settings().setContainers("report");
            job.shell("rm -f web-up; " + polite("web", ""));
            FreeStyleBuild named = job.run();

            assertThat(JenkinsRule.getLog(named)).contains("Still running at the end: container " + name + "-web (");
            assertThat(docker.running()).containsExactly(name + "-web");
            docker.removeContainers();

            job.settings().setContainers("stop");
            job.shell("echo NOW; sleep 1000");
            FreeStyleBuild build = job.startAndAwait("NOW");
            Alice.aborts(build);
            String log = JenkinsRule.getLog(job.end(build));

            jenkins.assertBuildStatus(Result.ABORTED, build);
            assertThat(log).contains("[clean-kill] container " + name + "-web has ended with exit code 3");
            assertThat(Path.of(build.getWorkspace().getRemote(), "web-done")).exists();
            assertThat(docker.running()).isEmpty();
            assertThat(StoredReports.json(build)).contains("\"ending\": \"stopped\"");
        }
    }
}
