package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.Launcher;
import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.real.NumberedLines;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.PrintedEnvironment;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.TestNotifier;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds of jobs that know nothing of us. Another one runs on the same agent all the time, and loses nothing. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class EveryBuildTest {

    private static final String COUNT = "sleep 3000 & echo READY; n=0\n"
            + "while [ ! -e \"$MARKERS/end\" ]; do n=$((n+1)); echo \"line $n\"; sleep 0.1; done; kill $! && echo over";

    @TempDir
    private static Path folder;

    private static JenkinsRule jenkins;
    private static DumbSlave agent;
    private static JobUnderTest neighbour;
    private static FreeStyleBuild neighboursBuild;

    private JobUnderTest job;

    @BeforeAll
    static void connect(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = TestAgent.connect(rule, "agent", folder);
        CleanKillConfiguration.get().setEveryBuild(true);
        neighbour = new JobUnderTest(jenkins, agent, folder).withoutWrapper().shell(COUNT);
        neighboursBuild = neighbour.startAndAwait("READY");
    }

    @AfterAll
    static void theNeighbourHasLostNothing() throws Exception {
        try (JobUnderTest whole = neighbour) {
            Files.createFile(whole.mark("end"));
            String log = log(whole.end(neighboursBuild), Result.SUCCESS);
            assertThat(NumberedLines.count(log.lines().toList())).isGreaterThan(20);
        }
    }

    @BeforeEach
    void create() throws Exception {
        CleanKillConfiguration.get().setEveryBuild(true);
        job = new JobUnderTest(jenkins, agent, folder).withoutWrapper();
    }

    @AfterEach
    void nothingStays() throws Exception {
        try {
            assertThat(neighboursBuild.isBuilding()).isTrue();
            assertThat(neighbour.alive()).contains("sleep");
        } finally {
            CleanKillConfiguration.get().setDefaults(new KillFields());
            job.close();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.cleankill.freestyle.FreestyleScenario#all")
    void ends(FreestyleScenario scenario) throws Exception {
        scenario.steps().forEach(job::shell);

        FreeStyleBuild build = scenario.result() == Result.ABORTED ? job.abortWhenReady() : job.run();

        String log = log(build, scenario.result());
        for (String said : scenario.said()) {
            assertThat(log).containsPattern(said);
        }
        assertThat(job.alive()).isEqualTo(scenario.alive());
        assertThat(job.mark("next")).doesNotExist();
        assertThat(log.lines().filter(line -> line.startsWith("[clean-kill]"))).doesNotHaveDuplicates();
    }

    @Test
    void aWrapperKeepsItsOwnSettings() throws Exception {
        JobUnderTest wrapped = new JobUnderTest(jenkins, agent, folder);
        try (wrapped) {
            wrapped.shell(FreestyleScenario.DAEMONS).settings().setLeftovers("report");

            String log = log(wrapped.run(), Result.SUCCESS);

            assertThat(log.lines().filter(line -> line.contains("is left running")))
                    .hasSize(2);
            assertThat(wrapped.alive()).containsExactly("sleep", "sleep");
        }
    }

    @Test
    void theGlobalSettingsHold() throws Exception {
        KillFields defaults = new KillFields();
        defaults.setLeftovers("unstable");
        defaults.setKeep(List.of("sleep 3001"));
        CleanKillConfiguration.get().setDefaults(defaults);
        job.shell(FreestyleScenario.DAEMONS);

        assertThat(log(job.run(), Result.UNSTABLE)).containsOnlyOnce("is kept: keep: sleep 3001");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void whatAPublisherLeavesIsEndedToo() throws Exception {
        job.shell("echo a build").afterwards(new Launching("sleep 3006"));

        assertThat(log(job.run(), Result.SUCCESS)).contains("[clean-kill] Still running at the end: SIGTERM to");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aCapturedOutputIsCompleteAndNobodyElseSeesIt() throws Exception {
        job.step(new Capturing());

        assertThat(log(job.run(), Result.SUCCESS))
                .contains("captured 108894 bytes")
                .contains("$ sh -c ********")
                .doesNotContain("[clean-kill]");
    }

    @Test
    void theCombinationsOfAMatrixAreCovered() throws Exception {
        MatrixProject matrix = jenkins.createProject(MatrixProject.class);
        matrix.setAxes(new AxisList(new Axis("AXIS", "one", "two")));
        matrix.getBuildersList()
                .add(new Shell("#!/bin/sh\nexport MARKERS='" + job.mark("") + "'\n" + FreestyleScenario.DAEMONS));

        for (MatrixRun run : jenkins.buildAndAssertSuccess(matrix).getExactRuns()) {
            assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("[clean-kill] Over after");
        }
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void switchedOffItLeavesNoTrace() throws Exception {
        CleanKillConfiguration.get().setEveryBuild(false);
        job.shell("env > \"$MARKERS/env\"\n" + FreestyleScenario.DAEMONS);

        FreeStyleBuild build = job.run();

        assertThat(log(build, Result.SUCCESS)).doesNotContain("[clean-kill]");
        assertThat(PrintedEnvironment.ourLines(Files.readString(job.mark("env"))))
                .isEmpty();
        assertThat(job.alive()).as("Jenkins' own sweep").isEmpty();
        assertThat(text(new File(build.getRootDir(), "build.xml"))).doesNotContain("<io.jenkins", "clean-kill");
        assertThat(build.getProject().getConfigFile().asString()).doesNotContain("<io.jenkins", "clean-kill");
        assertThat(Stream.of(jenkins.jenkins.getRootDir().listFiles())
                        .filter(file -> file.getName().contains("cleankill"))
                        .map(EveryBuildTest::text))
                .noneMatch(text -> text.contains("everyBuild") || text.contains("deadBuilds"));
    }

    @Test
    void aBuildEndsAsItBegan() throws Exception {
        String untilTold = FreestyleScenario.DAEMONS + "echo READY; until [ -e \"$MARKERS/go\" ]; do sleep 0.1; done\n";
        FreeStyleBuild with = job.shell(untilTold).startAndAwait("READY");
        CleanKillConfiguration.get().setEveryBuild(false);
        FreeStyleBuild without = job.startAndAwait("READY");
        CleanKillConfiguration.get().setEveryBuild(true);
        FreeStyleBuild third = job.startAndAwait("READY");
        CleanKillConfiguration.get().setEveryBuild(false);
        Files.createFile(job.mark("go"));

        assertThat(log(job.end(with), Result.SUCCESS)).contains("[clean-kill] Still running at the end");
        assertThat(log(job.end(without), Result.SUCCESS)).doesNotContain("[clean-kill]");
        assertThat(log(job.end(third), Result.SUCCESS)).contains("[clean-kill] Still running at the end");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void whatIsNoBuildIsNotTouched() throws Exception {
        Launcher launcher = agent.createLauncher(TaskListener.NULL);

        assertThat(launcher).isNotInstanceOf(CleanKillLauncher.class);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        launcher.launch().cmds("env").stdout(said).join();
        assertThat(PrintedEnvironment.ourLines(said.toString(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static String text(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String log(FreeStyleBuild build, Result expected) throws Exception {
        jenkins.assertBuildStatus(expected, build);
        return JenkinsRule.getLog(build);
    }

    /** Leaves a process. */
    private final class Launching extends TestNotifier {

        private final String command;

        Launching(String command) {
            this.command = command;
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            String script = "MARKERS='" + job.mark("") + "'; export MARKERS; " + command + FreestyleScenario.QUIETLY;
            return launcher.launch().cmds("sh", "-c", script).join() == 0;
        }
    }

    /** Reads what a command says, and hides the command. */
    private static final class Capturing extends TestBuilder {

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            FilePath workspace = build.getWorkspace();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            int exit = launcher.launch()
                    .cmds("sh", "-c", "seq 20000; exit 7")
                    .masks(false, false, true)
                    .pwd(workspace)
                    .stdout(output)
                    .join();
            listener.getLogger().println("captured " + output.size() + " bytes");
            return exit == 7;
        }
    }

    @TestExtension
    public static final class Veto extends PoliteVeto {}
}
