package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixConfiguration;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.plugins.build_timeout.BuildTimeOutOperation;
import hudson.plugins.build_timeout.BuildTimeOutStrategy;
import hudson.plugins.build_timeout.BuildTimeoutWrapper;
import hudson.plugins.build_timeout.operations.AbortOperation;
import hudson.plugins.build_timeout.operations.FailOperation;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.TestNotifier;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What users do with an abort, and what they meant to be spared by it. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortTest {

    private static final String STUBBORN = "trap '' TERM; echo READY; while :; do sleep 1; done";
    private static final String POLITE = "trap 'echo BYE; exit 0' TERM; echo READY; while :; do sleep 0.1; done";

    @TempDir
    private static Path folder;

    private static JenkinsRule jenkins;
    private static DumbSlave agent;

    private JobUnderTest job;

    @BeforeAll
    static void connect(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = new DumbSlave("agent", folder.resolve("agent").toString(), rule.createComputerLauncher(null));
        agent.setNumExecutors(4);
        rule.jenkins.addNode(agent);
        rule.waitOnline(agent);
    }

    @BeforeEach
    void create() throws Exception {
        job = new JobUnderTest(jenkins, agent, folder);
    }

    @AfterEach
    void nothingStays() throws Exception {
        job.close();
    }

    @Test
    void aSecondAbortKillsTheRestAtOnce() throws Exception {
        job.shell(STUBBORN).settings().setSoftKillSeconds(300);
        FreeStyleBuild build = job.startAndAwait("READY");
        job.abort(build);
        jenkins.waitForMessage("waiting up to 300 s", build);

        job.abort(build);

        String log = aborted(job.end(build));
        assertThat(log).contains("[clean-kill] Aborted again: killing 2 processes now");
        assertThat(log).containsPattern("Over after \\d+\\.\\d s: 0 ended by themselves, 2 killed, 0 left");
        assertThat(build.getDuration()).isLessThan(Duration.ofSeconds(200).toMillis());
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aStubbornScriptIsKilledAtTheEndOfItsWindow() throws Exception {
        job.shell(STUBBORN).settings().setSoftKillSeconds(1);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsPattern("\\[clean-kill] .* \\(\\d+\\) ignores SIGTERM; killed after 1\\.\\d s");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void theLogTellsWhoAbortedOnceAndInOrder() throws Exception {
        job.shell(POLITE);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsOnlyOnce("[clean-kill] Aborted by alice").containsOnlyOnce("BYE");
        assertThat(log.indexOf("READY")).isLessThan(log.indexOf("[clean-kill] Aborted by alice"));
        assertThat(log.indexOf("[clean-kill] Aborted by alice")).isLessThan(log.indexOf("BYE"));
        assertThat(log.indexOf("BYE")).isLessThan(log.indexOf("[clean-kill] Over after"));
    }

    @Test
    void noNextStepRunsAndPublishersSeeAborted() throws Exception {
        job.shell(POLITE).shell("touch \"$MARKS/next-step\"").afterwards(new ResultTeller());

        String log = aborted(job.abortWhenReady());

        assertThat(job.mark("next-step")).doesNotExist();
        assertThat(log).contains("The publisher sees ABORTED");
    }

    @Test
    void whatIsMarkedToLiveSurvivesAnAbort() throws Exception {
        job.shell("BUILD_ID=dontKillMe sleep 1001 >/dev/null 2>&1 </dev/null &\n"
                + "JENKINS_NODE_COOKIE=dontKillMe sleep 1002 >/dev/null 2>&1 </dev/null &\n"
                + "sleep 1003 >/dev/null 2>&1 </dev/null &\n" + POLITE);

        String log = aborted(job.abortWhenReady());

        assertThat(log)
                .containsPattern("sleep \\(\\d+\\) is kept: BUILD_ID=dontKillMe in its environment")
                .containsPattern("sleep \\(\\d+\\) is kept: JENKINS_NODE_COOKIE=dontKillMe in its environment");
        assertThat(job.alive()).containsExactly("sleep", "sleep");
    }

    @Test
    void aGlobKeepsAProcess() throws Exception {
        job.shell("sleep 1004 >/dev/null 2>&1 </dev/null & sleep 1005 >/dev/null 2>&1 </dev/null &\n" + POLITE)
                .settings()
                .setKeep(List.of("sleep 1004"));

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsPattern("sleep \\(\\d+\\) is kept: keep: sleep 1004");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void aVetoKeepsAProcessOnAnAgent() throws Exception {
        assertVetoed();
    }

    @Test
    void aVetoKeepsAProcessOnTheBuiltInNode() throws Exception {
        job = new JobUnderTest(jenkins, jenkins.jenkins, folder);

        assertVetoed();
    }

    private void assertVetoed() throws Exception {
        job.shell("VETO=please sleep 1006 >/dev/null 2>&1 </dev/null &\n" + POLITE);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsPattern("sleep \\(\\d+\\) is kept: vetoed: it asked for it");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void onAbortRunsFirstInTheBuildsPlaceAndEnvironment() throws Exception {
        job.shell(POLITE).settings().setOnAbort("echo \"SAVED $JOB_NAME in $(pwd -P)\"");

        FreeStyleBuild build = job.abortWhenReady();

        String log = aborted(build);
        String saved = "SAVED " + build.getProject().getName() + " in "
                + build.getWorkspace().getRemote();
        assertThat(log).containsOnlyOnce(saved).contains("onAbort: ended with exit code 0");
        assertThat(log.indexOf(saved)).isLessThan(log.indexOf("SIGTERM to"));
    }

    @Test
    void onAbortEndsAtItsLimit() throws Exception {
        job.shell(POLITE)
                .settings()
                .setOnAbort("export MARKS='" + job.mark("") + "'; echo SAVING; sleep 1007; echo SAVED");
        job.settings().setOnAbortSeconds(1);

        String log = aborted(job.abortWhenReady());

        assertThat(log).contains("SAVING", "[clean-kill] onAbort: ").doesNotContain("SAVED");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aJvmsThreadsAreInTheLog() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        job.shell("'" + java + "' -cp '" + classes + "' " + SleepingJvm.class.getName())
                .settings()
                .setDumpThreads(true);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsOnlyOnce("Full thread dump").contains("the-sleeping-thread");
        assertThat(log.indexOf("Full thread dump")).isLessThan(log.indexOf("Over after"));
    }

    @Test
    void aNeighbourBuildOfTheSameJobIsUntouched() throws Exception {
        job.shell("trap 'echo BYE; exit 0' TERM; echo READY; n=0\n"
                + "while [ ! -e \"$MARKS/enough-$BUILD_NUMBER\" ]; do n=$((n+1)); echo line $n; sleep 0.05; done\n"
                + "echo $n > \"$MARKS/lines-$BUILD_NUMBER\"");
        FreeStyleBuild neighbour = job.startAndAwait("READY");
        FreeStyleBuild aborted = job.startAndAwait("READY");

        job.abort(aborted);
        aborted(job.end(aborted));
        Files.createFile(job.mark("enough-" + neighbour.getNumber()));

        job.end(neighbour);
        jenkins.assertBuildStatus(Result.SUCCESS, neighbour);
        String log = JenkinsRule.getLog(neighbour);
        int lines = Integer.parseInt(
                Files.readString(job.mark("lines-" + neighbour.getNumber())).strip());
        assertThat(log.lines().filter(line -> line.startsWith("line ")))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, lines)
                        .mapToObj(n -> "line " + n)
                        .toList());
        assertThat(log).doesNotContain("[clean-kill]", "BYE");
    }

    @Test
    void aTimeoutAbortsAsAPersonDoes() throws Exception {
        job.around(timeout(new AbortOperation())).shell(POLITE).shell("touch \"$MARKS/next-step\"");

        String log = aborted(job.run());

        assertThat(log).containsOnlyOnce("BYE").containsPattern("\\[clean-kill] \\S+.*: SIGTERM to");
        assertThat(job.mark("next-step")).doesNotExist();
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aTimeoutThatFailsTheBuildFailsIt() throws Exception {
        job.around(timeout(new FailOperation())).shell(POLITE);

        FreeStyleBuild build = job.run();

        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(JenkinsRule.getLog(build)).containsOnlyOnce("BYE").contains("[clean-kill] Over after");
    }

    private static BuildTimeoutWrapper timeout(BuildTimeOutOperation operation) {
        return new BuildTimeoutWrapper(new ThreeSeconds(), List.of(operation));
    }

    /** The shortest that the plugin itself offers is minutes. */
    private static final class ThreeSeconds extends BuildTimeOutStrategy {

        @Override
        public long getTimeOut(AbstractBuild<?, ?> build, BuildListener listener) {
            return Duration.ofSeconds(3).toMillis();
        }
    }

    @Test
    void allCombinationsOfAMatrixEndWell() throws Exception {
        MatrixProject matrix = jenkins.createProject(MatrixProject.class);
        matrix.setAxes(new AxisList(new Axis("AXIS", "one", "two")));
        matrix.getBuildWrappersList().add(new CleanKillBuildWrapper());
        matrix.getBuildersList().add(new Shell("#!/bin/sh\n" + POLITE));
        MatrixBuild build = matrix.scheduleBuild2(0).waitForStart();
        for (MatrixConfiguration combination : matrix.getActiveConfigurations()) {
            jenkins.waitForMessage("READY", awaitRun(build, combination));
        }

        build.getExecutor().interrupt(Result.ABORTED);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        for (MatrixRun run : build.getExactRuns()) {
            // Their parent does not wait for them
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("BYE").containsOnlyOnce("[clean-kill] Over after");
        }
    }

    private static MatrixRun awaitRun(MatrixBuild build, MatrixConfiguration combination) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (build.getExactRun(combination.getCombination()) == null && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Objects.requireNonNull(build.getExactRun(combination.getCombination()));
    }

    private static String aborted(FreeStyleBuild build) throws Exception {
        jenkins.assertBuildStatus(Result.ABORTED, build);
        return JenkinsRule.getLog(build);
    }

    /** Tells which result it sees. */
    private static final class ResultTeller extends TestNotifier {

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            listener.getLogger().println("The publisher sees " + build.getResult());
            return true;
        }
    }

    @TestExtension
    public static final class Veto extends PoliteVeto {}
}
