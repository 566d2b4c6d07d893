package io.jenkins.plugins.cleankill.pipeline.everynode;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.pipeline.DecoratedStep;
import io.jenkins.plugins.cleankill.pipeline.DecoratingStep;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.OwnControlGroup;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.PrintedEnvironment;
import io.jenkins.plugins.cleankill.testing.StoredReports;
import io.jenkins.plugins.cleankill.testing.StrayProcess;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that know nothing of us. Another one runs on the same agent all the time, and loses nothing. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class EveryNodeTest {

    private static JenkinsRule jenkins;
    private static CountingBuild neighbour;

    @TempDir
    private static Path root;

    @TempDir
    private Path folder;

    private PipelineFixture fixture;

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        CleanKillConfiguration.get().setEveryBuild(true);
        TestAgent.connect(jenkins, "here", root);
        TestAgent.connect(jenkins, "there", root);
        neighbour = CountingBuild.start(new PipelineFixture(rule, root));
    }

    @AfterAll
    static void theNeighbourHasLostNothing() throws Exception {
        neighbour.assertWhole();
    }

    @BeforeEach
    void setUpFixture() throws Exception {
        CleanKillConfiguration.get().setEveryBuild(true);
        fixture = new PipelineFixture(jenkins, folder);
    }

    @AfterEach
    void clear() throws Exception {
        CleanKillConfiguration.get().setDefaults(new KillFields());
        fixture.clear();
        assertThat(neighbour.isRunning()).isTrue();
    }

    private static void setDefaults(Consumer<KillFields> change) {
        KillFields defaults = new KillFields();
        change.accept(defaults);
        CleanKillConfiguration.get().setDefaults(defaults);
    }

    @Test
    void whatADeadBuildHasLeftIsToldBeforeTheNodeBegins() throws Exception {
        WorkflowRun over = fixture.start("node('here') { sh 'true' }");
        fixture.end(over, Result.SUCCESS);
        try (StrayProcess left = StrayProcess.of(4000, Origins.of(over))) {
            assertThat(fixture.end(fixture.start("node('here') { echo 'BODY' }"), Result.SUCCESS))
                    .contains("[clean-kill] Left here by " + over.getExternalizableId() + ", which is over: sleep ("
                            + left.pid() + "), ")
                    .containsSubsequence(" old; it is left running", "BODY");
        }
    }

    @Test
    void theCommandForAfterwardsRunsBehindANode() throws Exception {
        setDefaults(defaults -> defaults.setAfterKill("echo UNLOCKED"));
        WorkflowRun build = fixture.start("node('here') { sh '$MARKERS/tool t 0.2' }");
        fixture.await("t READY", build);
        Alice.aborts(build);

        assertThat(fixture.end(build, Result.ABORTED))
                .containsOnlyOnce("afterKill: running")
                .containsSubsequence("Over after", "UNLOCKED", "afterKill: ended with exit code 0");
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cleankill.pipeline.everynode.NodeScenario#all")
    void ends(NodeScenario scenario) throws Exception {
        long before = DurableTaskStep.REMOTE_TIMEOUT;
        setDefaults(defaults -> defaults.setSoftKillSeconds(3));
        WorkflowRun build = fixture.start(scenario.script());
        if (scenario.aborted()) {
            fixture.await("t READY", build);
            Alice.aborts(build);
        }

        String log = fixture.end(build, scenario.result());

        for (String said : scenario.said()) {
            assertThat(log).containsPattern(said);
        }
        assertThat(fixture.alive().isEmpty()).isEqualTo(!scenario.alive());
        assertThat(fixture.marked("next")).isFalse();
        assertThat(new File(build.getRootDir(), "clean-kill-nodes")).doesNotExist();
        assertThat(DurableTaskStep.REMOTE_TIMEOUT).isEqualTo(before);
        assertThat(log.lines().filter(line -> line.startsWith("[clean-kill]"))).doesNotHaveDuplicates();
    }

    @Test
    void branchesOnOtherNodesGoOn() throws Exception {
        WorkflowRun build = fixture.start("""
            parallel one: {
                node('here') { catchError { timeout(time: 3, unit: 'SECONDS') { sh '$MARKERS/tool t 1' } } }
                sleep 1
                node('there') { sh ': > $MARKERS/go' }
            }, two: {
                node('there') { sh 'until [ -e "$MARKERS/go" ]; do sleep 0.1; done; echo two is well' }
            }\
            """);

        assertThat(fixture.end(build, Result.ABORTED)).contains("t FINISHED", "two is well");
        assertThat(fixture.alive()).isEmpty();
    }

    @Test
    void theNextNodeOfTheJobMeetsAQuietMachine() throws Exception {
        String slow = NodeScenario.DAEMON.replace("tool d 0.1", "tool d 3");
        WorkflowRun build = fixture.start("node('here') { " + slow + " }\n"
                + "node('here') { sh 'ls $MARKERS; basename $PWD; basename $OLDPWD || true' }");

        String log = fixture.end(build, Result.SUCCESS);

        assertThat(log.indexOf("d-finished"))
                .isGreaterThan(log.indexOf("[clean-kill] Over"))
                .isPositive();
        assertThat(log).doesNotContain("@2");
    }

    @Test
    void aPolicySetsTheResult() throws Exception {
        setDefaults(defaults -> defaults.setLeftovers("unstable"));

        String log = fixture.end(fixture.start("node('here') { " + NodeScenario.DAEMON + " }"), Result.UNSTABLE);

        assertThat(log).containsOnlyOnce("Processes were still running at the end of the node");
    }

    @Test
    void switchedOffItLeavesNoTrace() throws Exception {
        CleanKillConfiguration.get().setEveryBuild(false);
        WorkflowRun build = fixture.start("node('here') { sh 'env > $MARKERS/env'\n" + NodeScenario.DAEMON + " }");

        String log = fixture.end(build, Result.SUCCESS);

        assertThat(log).doesNotContain("[clean-kill]");
        assertThat(PrintedEnvironment.ourLines(Files.readString(folder.resolve("marks/env"))))
                .isEmpty();
        fixture.awaitQuiet(); // by Jenkins' own sweep
        assertThat(Files.readString(build.getRootDir().toPath().resolve("build.xml")))
                .doesNotContain("<io.jenkins", "clean-kill");
    }

    @Test
    void aNodeEndsAsItBegan() throws Exception {
        String untilTold = NodeScenario.DAEMON + "sh 'echo NODE; until [ -e $MARKERS/go ]; do sleep 0.1; done'";
        WorkflowRun with = fixture.start("node('here') { " + untilTold + " }");
        fixture.await("+ echo NODE", with);
        CleanKillConfiguration.get().setEveryBuild(false);
        WorkflowRun without =
                fixture.start("node('here') { " + untilTold.replace("$MARKERS/log", "$MARKERS/log2") + " }");
        fixture.await("+ echo NODE", without);
        CleanKillConfiguration.get().setEveryBuild(true);
        Files.createFile(folder.resolve("marks/go"));

        assertThat(fixture.end(with, Result.SUCCESS)).contains("[clean-kill] Still running at the end");
        assertThat(fixture.end(without, Result.SUCCESS)).doesNotContain("[clean-kill]");
        fixture.awaitQuiet();
    }

    @Test
    void secretsStayMaskedInWhatIsSaidAfterTheirStep() throws Exception {
        PipelineFixture.addSecret("hush", "hush-hush");
        WorkflowRun build = fixture.start("""
            node('here') { withCredentials([string(credentialsId: 'hush', variable: 'HUSH')]) {
                sh 'cp $MARKERS/tool "$MARKERS/$HUSH"; "$MARKERS/$HUSH" d 0 > $MARKERS/log 2>&1 &'
                sh 'until grep -q READY $MARKERS/log; do sleep 0.1; done'
            } }\
            """);

        assertThat(fixture.end(build, Result.SUCCESS))
                .contains("[clean-kill] Still running at the end: SIGTERM to ")
                .doesNotContain("hush-hush");
    }

    /** A daemon's arguments hold a secret that was bound for a step which is over: the build's own log does not know it. */
    @Test
    void secretsOfAnEarlierStepAreInNoLineAndInNoReport() throws Exception {
        PipelineFixture.addSecret("earlier", "hush-earlier");
        CleanKillConfiguration.get().setArgumentsInReports(true);
        try {
            WorkflowRun build = fixture.start("""
                node('here') {
                    withCredentials([string(credentialsId: 'earlier', variable: 'HUSH')]) {
                        sh 'cp $MARKERS/tool "$MARKERS/$HUSH"; "$MARKERS/$HUSH" d 0 --into=$HUSH > $MARKERS/log 2>&1 &'
                    }
                    sh 'until grep -q READY $MARKERS/log; do sleep 0.1; done'
                    sh '$MARKERS/tool t 0'
                }\
                """);

            assertThat(fixture.abortAt("t READY", build)).doesNotContain("hush-earlier");
            assertThat(StoredReports.json(build)).contains("--into\\u003d****").doesNotContain("hush-earlier");
        } finally {
            CleanKillConfiguration.get().setArgumentsInReports(false);
        }
    }

    @Test
    void aJobThatIsRenamedKeepsItsNodes() throws Exception {
        WorkflowRun build = fixture.start("node('here') { " + NodeScenario.DAEMON
                + " sh 'echo NODE; until [ -e $MARKERS/go ]; do sleep 0.1; done' }");
        fixture.await("+ echo NODE", build);
        build.getParent().renameTo("renamed");
        fixture.mark("go");

        assertThat(fixture.end(build, Result.SUCCESS))
                .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to .*tool");
        assertThat(fixture.alive()).isEmpty();
    }

    @Test
    void aHardKillOfTheRunEndsItsProcessesAndDoesNotWaitForThem() throws Exception {
        setDefaults(defaults -> defaults.setSoftKillSeconds(300));
        WorkflowRun build = fixture.start("node('here') { sh '$MARKERS/held t' }");
        fixture.await("t READY", build);

        build.doKill();

        assertThat(fixture.marked("t-finished")).isFalse();
        fixture.mark("t-go");
        fixture.end(build, Result.ABORTED);
        fixture.awaitQuiet();
        assertThat(fixture.marked("t-finished")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "withEnv(['A=b']) { dir('x') { %s } }",
                "withCredentials([string(credentialsId: 'saved', variable: 'SAVED')]) { %s }",
                "timeout(5) { catchError { decorated { decorated { %s } } } }"
            })
    void whatARunningPipelineSavesNeedsNoClassOfOurs(String around) throws Exception {
        PipelineFixture.addSecret("saved", "a secret");
        WorkflowRun build = fixture.start("node('here') { "
                + around.formatted("sh 'echo SAVED; until [ -e \"$MARKERS/go\" ]; do sleep 0.1; done'") + " }");
        fixture.await("+ echo SAVED", build);
        // Runs in the thread that saves: the state up to here is saved
        build.getExecution().getCurrentExecutions(true).get(1, TimeUnit.MINUTES);
        String saved =
                Files.readString(build.getRootDir().toPath().resolve("program.dat"), StandardCharsets.ISO_8859_1);
        fixture.mark("go");
        fixture.end(build, Result.SUCCESS);

        assertThat(saved.replace(DecoratedStep.class.getName(), "another plugin's")
                        .replace(DecoratingStep.class.getName(), "another plugin's"))
                .contains("org.jenkinsci.plugins.workflow")
                .doesNotContain("io.jenkins.plugins.cleankill");
    }

    @Test
    void aBlockOfTheUsersOwnKeepsItsSettingsInAControlGroupToo() throws Exception {
        try (OwnControlGroup on = OwnControlGroup.assumed()) {
            WorkflowRun build = fixture.start(
                    "node('here') { withCleanKill(leftovers: 'report') { " + NodeScenario.DAEMON + " } }");

            assertThat(fixture.end(build, Result.SUCCESS)).containsPattern("tool \\(\\d+\\) is left running");
            assertThat(fixture.alive()).isNotEmpty();
        }
    }

    @Test
    void othersHearOfTheResultThatThePolicyHasSet() throws Exception {
        setDefaults(defaults -> defaults.setLeftovers("unstable"));

        WorkflowRun build = fixture.start("node('here') { " + NodeScenario.DAEMON + " }");

        fixture.end(build, Result.UNSTABLE);
        assertThat(RunListener.all().get(0)).isInstanceOf(NodeEvents.BuildEnds.class);
        assertThat(Publisher.RESULTS).containsEntry(build.getExternalizableId(), Result.UNSTABLE);
    }

    /** Publishes the result of a build when it is told of its end. */
    @TestExtension
    public static final class Publisher extends RunListener<Run<?, ?>> {

        static final Map<String, Result> RESULTS = new ConcurrentHashMap<>();

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            RESULTS.put(run.getExternalizableId(), run.getResult());
        }
    }
}
