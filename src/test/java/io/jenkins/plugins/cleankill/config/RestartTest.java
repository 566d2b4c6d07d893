package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.Alice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** What was set by the forms is still there after a restart of the controller, and holds; and a controller with fewer plugins. */
class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final RealJenkinsExtension withoutOptionalPlugins = new RealJenkinsExtension()
            .omitPlugins("support-core", "metrics", "configuration-as-code")
            .withTimeout(600);

    @RegisterExtension
    private final RealJenkinsExtension uninstalled = new RealJenkinsExtension().withTimeout(600);

    @Test
    void whereOptionalPluginsAreNotInstalledNothingElseIsMissing() throws Throwable {
        withoutOptionalPlugins.then(RestartTest::assertNothingElseIsMissing);
    }

    private static void assertNothingElseIsMissing(JenkinsRule rule) throws Throwable {
        assertThat(rule.jenkins.getPlugin("support-core")).isNull();
        assertThat(rule.jenkins.getPlugin("metrics")).isNull();
        assertThat(rule.jenkins.getPlugin("configuration-as-code")).isNull();
        assertThat(rule.jenkins.getPluginManager().getFailedPlugins()).isEmpty();
        assertThat(CleanKillConfiguration.get().getTimeouts()).hasSize(4);
        assertThat(rule.jenkins.getDescriptorByType(CleanKillBuildWrapper.DescriptorImpl.class))
                .isNotNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipelineThatBeganUnderEveryBuildGoesOnWhenThePluginIsGone(@TempDir Path folder) throws Throwable {
        Path go = folder.resolve("go");
        String script = "node { withEnv(['A=b']) { dir('x') {\n" + "sh 'echo BEGUN; until [ -e " + go
                + " ]; do sleep 0.1; done; echo \"the end, $A\"' } } }";
        uninstalled.then(new StartedUnderEveryBuild(script));
        try (Stream<Path> plugins = Files.list(uninstalled.getHome().toPath().resolve("plugins"))) {
            List<Path> ours = plugins.filter(
                            plugin -> plugin.getFileName().toString().startsWith("clean-kill"))
                    .toList();
            assertThat(ours).isNotEmpty();
            for (Path plugin : ours) {
                FileUtils.forceDelete(plugin.toFile());
            }
        }
        Files.createFile(go);
        uninstalled.then(RestartTest::assertItGoesOn);
    }

    /** Runs in the other JVM. */
    private record StartedUnderEveryBuild(String script) implements RealJenkinsExtension.Step {

        @Override
        public void run(JenkinsRule rule) throws Exception {
            CleanKillConfiguration.get().setEveryBuild(true);
            WorkflowJob job = rule.createProject(WorkflowJob.class, "pipeline");
            job.setDefinition(new CpsFlowDefinition(script, true));
            rule.waitForMessage("+ echo BEGUN", job.scheduleBuild2(0).waitForStart());
        }
    }

    private static void assertItGoesOn(JenkinsRule rule) throws Exception {
        assertThat(rule.jenkins.getPlugin("clean-kill")).isNull();
        WorkflowRun build =
                rule.jenkins.getItemByFullName("pipeline", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("the end, b", build);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void globalJobAndStep() throws Throwable {
        sessions.then(rule -> {
            CleanKillConfiguration.get().setCapSeconds(900);
            CleanKillConfiguration.get().setDefaults(defaults());
            CleanKillConfiguration.get().setKeepReports(100);
            rule.configRoundtrip();
            createFreestyle(rule);
            startPipeline(rule);
        });
        sessions.then(rule -> {
            assertThat(CleanKillConfiguration.get().getCapSeconds()).isEqualTo(900);
            assertThat(CleanKillConfiguration.get().getDefaults())
                    .usingRecursiveComparison()
                    .isEqualTo(defaults());
            assertThat(CleanKillConfiguration.get().getKeepReports()).isEqualTo(100);
            assertThat(CleanKillConfiguration.get().isArgumentsInReports()).isFalse();
            assertFreestyle(rule);
            assertPipeline(rule);
        });
    }

    private static KillFields defaults() {
        KillFields defaults = new KillFields();
        defaults.setLadder("INT 30s, TERM 20s");
        defaults.setLeftovers("unstable");
        return defaults;
    }

    private static void createFreestyle(JenkinsRule rule) throws Exception {
        KillFields fields = new KillFields();
        fields.setSoftKillSeconds(60);
        fields.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        fields.setDumpThreads(false);
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.setSettings(fields);
        FreeStyleProject job = rule.createFreeStyleProject("freestyle");
        job.getBuildWrappersList().add(wrapper);
        rule.configRoundtrip(job);
    }

    private static void assertFreestyle(JenkinsRule rule) throws Exception {
        FreeStyleProject job = rule.jenkins.getItemByFullName("freestyle", FreeStyleProject.class);
        rule.configRoundtrip(job);
        KillFields fields =
                job.getBuildWrappersList().get(CleanKillBuildWrapper.class).getSettings();

        assertThat(fields.getSoftKillSeconds()).isEqualTo(60);
        assertThat(fields.getKeep()).containsExactly("[ab]db", "*GradleDaemon*");
        assertThat(fields.getDumpThreads()).isFalse();
        assertThat(fields.getLadder()).isNull();
    }

    private static void startPipeline(JenkinsRule rule) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition("""
            node { withCleanKill(ladder: 'TERM 5s', keep: ['adb']) { sh 'echo READY; exec sleep 600' } }\
            """, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("exec sleep", build);
    }

    private static void assertPipeline(JenkinsRule rule) throws Exception {
        WorkflowRun build =
                rule.jenkins.getItemByFullName("pipeline", WorkflowJob.class).getBuildByNumber(1);
        rule.waitForMessage("Ready to run at", build);
        Alice.aborts(build);
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(build));

        assertThat(Files.readString(build.getRootDir().toPath().resolve("clean-kill/1.json")))
                .contains("\"ladder\": \"TERM 5s\"", "\"leftovers\": \"unstable\"")
                .contains("\"ladder\": \"step\"", "\"keep\": \"step\"", "\"leftovers\": \"global\"")
                .contains("\"delivery\": \"default\"", "\"command\": \"sleep\"");
    }
}
