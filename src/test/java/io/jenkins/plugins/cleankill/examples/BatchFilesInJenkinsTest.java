package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.slaves.DumbSlave;
import hudson.tasks.BatchFile;
import io.jenkins.plugins.cleankill.controller.GroupedLaunch;
import io.jenkins.plugins.cleankill.engine.os.windows.WindowsRole;
import io.jenkins.plugins.cleankill.engine.os.windows.Wine;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import io.jenkins.plugins.cleankill.testing.StoredReports;
import io.jenkins.plugins.cleankill.testing.WindowsAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Batch files of Freestyle builds and of {@code bat} steps on a Windows agent, under wine. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class BatchFilesInJenkinsTest {

    @TempDir
    private static Path folder;

    private static JenkinsRule jenkins;
    private static WindowsAgent agent;

    @BeforeAll
    static void startAgent(JenkinsRule rule) throws Exception {
        Wine.assumeInstalled();
        jenkins = rule;
        agent = WindowsAgent.connect(rule, "windows", folder);
    }

    @AfterAll
    static void endAgent() throws Exception {
        if (agent != null) {
            agent.close();
        }
    }

    @AfterEach
    void noToolIsLeft() throws Exception {
        Eventually.isTrue("no tool lives: " + tools(), () -> tools().isEmpty());
    }

    @Test
    void noNextLineRunsAndToolsFinish() throws Exception {
        PipelineFixture fixture = new PipelineFixture(jenkins, folder);
        List<BatchCase> cases = BatchCase.all();
        List<Run<?, ?>> builds = new ArrayList<>();
        for (BatchCase each : cases) {
            builds.add(awaitReady(each, fixture.start(pipeline(each))));
            builds.add(awaitReady(each, freestyle(each).startAndAwait("READY")));
        }

        builds.forEach(Alice::aborts);

        for (int i = 0; i < builds.size(); i++) {
            jenkins.waitForCompletion(builds.get(i));
            String log = JenkinsRule.getLog(builds.get(i));
            System.out.println("=== " + builds.get(i) + "\n" + log);
            jenkins.assertBuildStatus(Result.ABORTED, builds.get(i));
            cases.get(i / 2).check(log);
            assertThat(StoredReports.json(builds.get(i))).contains("\"CTRL_C\"").doesNotContain("SIG");
        }
    }

    private static Run<?, ?> awaitReady(BatchCase each, Run<?, ?> build) throws Exception {
        for (String word : each.ready()) {
            jenkins.waitForMessage(word, build);
        }
        return build;
    }

    private static JobUnderTest freestyle(BatchCase each) throws Exception {
        JobUnderTest job = job(agent.node(), each.script());
        job.settings().setSoftKillSeconds(each.seconds());
        return job;
    }

    private static JobUnderTest job(Node node, String script) throws Exception {
        return new JobUnderTest(jenkins, node, folder).step(new BatchFile(script));
    }

    private static String pipeline(BatchCase each) {
        return "node('windows') { withCleanKill(softKillSeconds: " + each.seconds() + ") { " + bat(each.script())
                + " } }";
    }

    private static String bat(String script) {
        return "bat '''" + script.replace("\\", "\\\\") + "'''";
    }

    @Test
    void aSecondAbortEndsTheRestAtOnceAfterTheCommandForAnAbort() throws Exception {
        JobUnderTest job = freestyle(new BatchCase("", BatchCase.LONG, List.of(), 0, BatchCase.role("stubborn", "it")));
        job.settings().setOnAbort("echo SAVED %JOB_NAME% & echo \"a $b\"");
        FreeStyleBuild build = job.startAndAwait("READY it");
        assertThat(tools()).hasSize(1);
        Alice.aborts(build);
        jenkins.waitForMessage("waiting up to 300 s", build);

        Alice.aborts(build);

        String log = JenkinsRule.getLog(job.end(build));
        assertThat(log)
                .containsSubsequence(
                        "SAVED " + build.getProject().getName(),
                        "\"a $b\"",
                        "onAbort: ended with exit code 0",
                        "Ctrl+C to java.exe",
                        "[clean-kill] Aborted again: killing 2 processes now")
                .containsPattern("cmd.exe \\(\\d+\\) had to wait for its descendants; killed after")
                .containsPattern("2 killed, 0 left")
                .doesNotContain("NEXT");
    }

    @Test
    void resultsAreUntouchedAndOnlyLeftoversThatNobodyKeepsAreEnded() throws Exception {
        PipelineFixture fixture = new PipelineFixture(jenkins, folder);
        String script = String.join(
                "\r\n",
                "@echo off",
                "start /b \"\" ping -n 599 127.0.0.1",
                "start /b \"\" ping -n 600 127.0.0.1",
                "set JENKINS_NODE_COOKIE=dontKillMe",
                "start /b \"\" cmd /c ping -n 601 127.0.0.1");

        WorkflowRun build = fixture.start("""
            node('windows') { withCleanKill(softKillSeconds: 60, keep: ['*-n 600 *']) {
                echo 'status ' + bat(script: 'exit 7', returnStatus: true)
                echo 'stdout ' + bat(script: '@echo printed', returnStdout: true)
                %s
            } }\
            """.formatted(bat(script)));

        assertThat(fixture.end(build, Result.SUCCESS))
                .contains("status 7", "stdout printed")
                .containsPattern("Still running at the end: Ctrl\\+(C|Break) to ping.exe \\(\\d+\\)")
                .containsPattern("ping.exe \\(\\d+\\) is kept: keep: \\*-n 600 \\*")
                .containsPattern("cmd.exe \\(\\d+\\) is kept: JENKINS_NODE_COOKIE=dontKillMe")
                .containsPattern("Over after .*: 1 ended by itself, 0 killed, 0 left")
                .doesNotContain("SIG");
    }

    @Test
    void aToolThatLostItsParentAndItsEnvironmentIsKnownByTheJobObject() throws Exception {
        System.setProperty(GroupedLaunch.SWITCH, "true");
        try {
            Path go = folder.resolve("go");
            String leaver = BatchCase.role("leaver", "lost " + Wine.path(go));
            BatchCase freestyle =
                    new BatchCase("", BatchCase.LONG, List.of(), 0, leaver, BatchCase.role("tool", "tool"));
            FreeStyleBuild aborted = freestyle(freestyle).startAndAwait("COOKIE ");
            BatchCase pipeline = new BatchCase("", BatchCase.LONG, List.of(), 0, leaver);
            WorkflowRun ended = new PipelineFixture(jenkins, folder).start(pipeline(pipeline));
            awaitJobObject(aborted);
            awaitJobObject(ended);
            Files.createFile(go);
            awaitReady(BatchCase.all().get(0), aborted);
            jenkins.waitForMessage("READY lost", aborted);

            Alice.aborts(aborted);

            assertThat(JenkinsRule.getLog(jenkins.waitForCompletion(aborted)))
                    .contains("FINISHED lost", "FINISHED tool")
                    .containsPattern("java.exe \\(\\d+\\) is in the build's job object, which alone tells whose it is")
                    .containsPattern("Over after .*, 0 killed, 0 left")
                    .doesNotContain("NEXT");
            assertThat(JenkinsRule.getLog(jenkins.waitForCompletion(ended)))
                    .containsPattern("Still running at the end: Ctrl\\+(C|Break) to java.exe")
                    .containsPattern("Over after .*: 1 ended by itself, 0 killed, 0 left");
        } finally {
            System.clearProperty(GroupedLaunch.SWITCH);
        }
    }

    /** The build's leaver has told its cookie. */
    private static void awaitJobObject(Run<?, ?> build) throws Exception {
        jenkins.waitForMessage("COOKIE ", build);
        Matcher told = Pattern.compile("COOKIE ([0-9a-f-]+)").matcher(JenkinsRule.getLog(build));
        assertThat(told.find()).isTrue();
        JobObjectPids pids = new JobObjectPids(GroupName.ofCookie(told.group(1)));
        Eventually.isTrue(
                "the leaver is in the job object",
                () -> !agent.node().getChannel().call(pids).isEmpty());
    }

    @Test
    void withoutJnaTheProcessesAreLeftToJenkinsAndALineSaysSo() throws Exception {
        DumbSlave without = agent.another(jenkins, "without-jna", folder, "-Djna.noclasspath=true");
        FreeStyleBuild build = job(without, BatchCase.role("stubborn", "it")).startAndAwait("READY it");

        Alice.aborts(build);

        jenkins.waitForCompletion(build);
        String log = JenkinsRule.getLog(build);
        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(log)
                .containsOnlyOnce("[clean-kill] On this Windows the processes are left to Jenkins' own killing")
                .doesNotContain("SIG", "Over after");
    }

    /** The tools that live under this wine, as Linux sees them. */
    private static List<String> tools() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(WindowsRole.class.getName()))
                .filter(process -> agent.owns(process.pid()))
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
    }
}
