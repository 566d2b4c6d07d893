package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.SimpleCommandLauncher;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Containers of a real engine that are started in other ways, or that fail. The agent {@code here} sees their processes, {@code
 * blind} does not, {@code user} is not root.
 */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(100)
class DockerKindsTest extends ContainersTestBase {

    private static RealDocker docker;

    @BeforeAll
    static void startAgents() throws Exception {
        assumeTrue(RealDocker.answers(), RealDocker.WHY_NOT);
        docker = RealDocker.install(root.resolve("docker"));
        TestAgent.connect(jenkins, "here", root);
        String plain = ((SimpleCommandLauncher) jenkins.createComputerLauncher(null)).cmd;
        add("blind", "unshare --fork --pid --mount-proc --kill-child " + plain);
        open(root);
        Path home = open(Files.createDirectories(root.resolve("user")));
        Path jar = Path.of(plain.replace("\"", "").replaceFirst(".* -jar (\\S+).*", "$1"));
        Files.copy(jar, root.resolve("agent.jar"));
        String group =
                Files.getAttribute(Path.of("/var/run/docker.sock"), "unix:gid").toString();
        add(
                "user",
                "env HOME=" + home + " setpriv --reuid=1000 --regid=1000 --groups=" + group + " java -jar "
                        + root.resolve("agent.jar"));
    }

    private static void add(String name, String command) throws Exception {
        TestAgent.connect(jenkins, name, root, new SimpleCommandLauncher(command));
    }

    private static Path open(Path folder) throws Exception {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterAll
    static void removeImages() {
        if (docker != null) {
            docker.close();
        }
    }

    @BeforeEach
    void openFolders() throws Exception {
        open(folder);
        open(fixture.marks());
    }

    @AfterEach
    void noContainerIsLeft() throws Exception {
        try {
            fixture.endAll();
            assertThat(docker.containers()).isEmpty();
        } finally {
            docker.removeContainers();
        }
    }

    private WorkflowRun start(String node, String args, boolean inside, String body) throws Exception {
        return fixture.start(
                ContainerPlace.inRealDocker(node, args, inside).around("withCleanKill(softKillSeconds: 9)", body));
    }

    @ParameterizedTest
    @CsvSource({
        "user, '', true",
        "user, '', false",
        "user, -u 0:0, true",
        "user, -u 0:0, false",
        "here, --init, true",
        "blind, --init, true",
        "here, --pid=host, true",
        "blind, --pid=host, true",
        "blind, --pid=host, false"
    })
    void anAbortedStepEndsAsItShould(String node, String args, boolean inside) throws Exception {
        String log = fixture.abortAt("t READY", start(node, args, inside, "sh '$MARKERS/tool t 1; echo NEXT'"));

        assertThat(log).containsOnlyOnce("t FINISHED").containsPattern(OVER);
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    /** A clean-up may allocate more memory than the container has: the kernel kills it, not we. */
    @ParameterizedTest
    @ValueSource(strings = {"here", "blind"})
    void aCleanUpThatIsOutOfMemoryIsNoSurvivor(String node) throws Exception {
        fixture.script("hungry", """
                trap 'head -c 400m /dev/zero | tail -n 1 >/dev/null; echo "after the meal: $?"; exit 3' TERM
                echo READY to eat
                while :; do sleep 0.1; done
                """);
        String log = fixture.abortAt(
                "READY to eat", start(node, "-m 64m --memory-swap 64m", true, "sh '$MARKERS/hungry; echo NEXT'"));

        assertThat(log).contains("after the meal: 137").containsPattern(OVER);
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker stop -t 1", "docker rm -f"})
    void aContainerThatGoesInTheWindowEndsTheStep(String command) throws Exception {
        for (String node : List.of("here", "blind")) {
            WorkflowRun build = start(node, "", true, "sh '$MARKERS/stubborn s'");
            fixture.await("s READY", build);
            Alice.aborts(build);
            fixture.await("SIGTERM to", build);

            docker.run(command + " " + docker.containers().get(0));
            String log = fixture.end(build, Result.ABORTED);

            assertThat(log).doesNotContain("ignores SIGTERM");
            assertThat(Duration.ofMillis(build.getDuration())).isLessThan(Duration.ofSeconds(60));
        }
    }

    /** Its command answers no more, as where the daemon is stopped or its machine swaps. */
    @ParameterizedTest
    @ValueSource(strings = {"here", "blind"})
    void aDaemonThatHangsIsNotWaitedForWithoutEnd(String node) throws Exception {
        docker.installHanging(root, fixture.marks().resolve("hang"));
        WorkflowRun build = fixture.start(ContainerPlace.inRealDocker(node, "", true)
                .withTool(RealDocker.HANGING)
                .around("withCleanKill(softKillSeconds: 3)", "sh '$MARKERS/tool t 1; echo NEXT'"));
        fixture.await("t READY", build);
        fixture.mark("hang");

        Alice.aborts(build);
        fixture.await(node.equals("here") ? "[clean-kill] Over after" : "It is not over after 20 s", build);
        Files.delete(fixture.marks().resolve("hang"));
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log).containsOnlyOnce("The container does not answer: the agent ends what it sees of it");
        if (node.equals("here")) {
            assertThat(log).containsOnlyOnce("t FINISHED").containsPattern(OVER);
        }
        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "blind"})
    void anImageWithoutSleepIsNamed(String node) throws Exception {
        String image = docker.without("sleep");
        String log = fixture.abortAt(
                "t READY",
                fixture.start(
                        ContainerPlace.inRealDocker(node, "", true)
                                .withImage(image)
                                .around(
                                        "withCleanKill(softKillSeconds: 3)",
                                        "sh 'trap \"echo t FINISHED; exit 3\" TERM; echo t READY; while :; do :; done; echo NEXT'")));

        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @CsvSource({
        "here, mount -t tmpfs none /proc",
        "blind, mount -t tmpfs none /proc",
        "here, 'mount -o remount,hidepid=2 /proc'",
        "blind, 'mount -o remount,hidepid=2 /proc'"
    })
    void aProcThatTellsLittleIsNoHang(String node, String change) throws Exception {
        WorkflowRun build = start(node, "--cap-add SYS_ADMIN", true, "sh '$MARKERS/tool t 1; echo NEXT'");
        fixture.await("t READY", build);
        docker.run("docker exec -u 0 " + docker.containers().get(0) + " " + change);

        Alice.aborts(build);
        String log = fixture.end(build, Result.ABORTED);

        assertThat(log.lines()).doesNotContain("NEXT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node('here') { writeFile file: 'Dockerfile', text: 'FROM IMAGE\\nRUN echo built >/built\\n'\n"
                        + "docker.withTool('docker') { withCleanKill(softKillSeconds: 9) {"
                        + " docker.build('BUILT').inside('-v $MARKERS:$MARKERS') { sh 'cat /built; $MARKERS/tool t 1; echo NEXT' } } } }",
                "pipeline { agent none\n"
                        + "stages { stage('s') { agent { node { label 'here'; customWorkspace 'SPACE' } }\n"
                        + "stages { stage('file') { steps { writeFile file: 'Dockerfile', text: 'FROM IMAGE\\nRUN echo built >/built\\n' } }\n"
                        + "stage('work') { agent { dockerfile { reuseNode true; args '-v $MARKERS:$MARKERS' } }\n"
                        + "options { withCleanKill(softKillSeconds: 9) }\n"
                        + "steps { sh 'cat /built; $MARKERS/tool t 1; echo NEXT' } } } } } }"
            })
    void anImageThatTheBuildMakesIsAsGood(String script) throws Exception {
        String text = script.replace("IMAGE", RealDocker.IMAGE)
                .replace("BUILT", docker.madeByABuild())
                .replace("SPACE", root.resolve("space").toString());
        WorkflowRun build = text.startsWith("pipeline") ? fixture.startDeclarative(text) : fixture.start(text);
        String log = fixture.abortAt("t READY", build);

        assertThat(log).contains("\nbuilt\n").containsOnlyOnce("t FINISHED").containsPattern(OVER);
        assertThat(log.lines()).doesNotContain("NEXT");
    }
}
