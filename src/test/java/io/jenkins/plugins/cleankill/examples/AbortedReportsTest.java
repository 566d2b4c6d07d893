package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.real.Report;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The situations of docs/cases.md whose programs are here, on an agent, aborted by a user. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortedReportsTest {

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private Node agent;

    @BeforeEach
    void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DumbSlave slave =
                new DumbSlave("agent", folder.resolve("agent").toString(), jenkins.createComputerLauncher(null));
        slave.setNumExecutors(30);
        slave.setLabelString("here");
        jenkins.jenkins.addNode(slave);
        jenkins.waitOnline(slave);
        agent = slave;
    }

    @Test
    void freestyle() throws Exception {
        abortAll(this::freestyle);
    }

    @Test
    void pipeline() throws Exception {
        abortAll(this::pipeline);
    }

    private interface JobMaker {
        ParameterizedJob<?, ?> make(Report report, String text) throws Exception;
    }

    private FreeStyleProject freestyle(Report report, String text) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(report.toString());
        job.setAssignedNode(agent);
        KillFields fields = new KillFields();
        fields.setLadder(report.ladder().toString());
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.setSettings(fields);
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(text));
        return job;
    }

    private WorkflowJob pipeline(Report report, String text) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, report.toString());
        job.setDefinition(new CpsFlowDefinition(
                "node('here') { withCleanKill(ladder: '" + report.ladder() + "') { sh '''" + text + "''' } }", true));
        return job;
    }

    private void abortAll(JobMaker maker) throws Exception {
        List<Report> reports = new ArrayList<>();
        for (Report report : Report.all().toList()) {
            if (report.missing().isEmpty()) {
                reports.add(report);
            }
        }
        assumeFalse(reports.isEmpty(), "none of their programs is installed");
        User alice = User.getById("alice", true);
        for (Report report : reports) {
            Files.createDirectories(marks(report));
            Run<?, ?> build = (Run<?, ?>) maker.make(report, text(report))
                    .scheduleBuild2(0)
                    .getStartCondition()
                    .get();
            awaitReady(marks(report), build);
            build.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(alice));
            assertEndedWell(report, build);
        }
    }

    private Path marks(Report report) {
        return folder.resolve("marks").resolve(report.toString());
    }

    private String text(Report report) {
        String variables = report.variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=\"" + variable.getValue() + "\"")
                .collect(Collectors.joining(" "));
        return "export MARKERS=\"" + marks(report) + "\" " + variables + "\n"
                + report.command().stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" "));
    }

    private static void awaitReady(Path marks, Run<?, ?> build) throws IOException, InterruptedException {
        try (WatchService watch = marks.getFileSystem().newWatchService()) {
            marks.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(marks.resolve("ready"))) {
                assertThat(build.isBuilding())
                        .as("%s is not ready: %s", build, JenkinsRule.getLog(build))
                        .isTrue();
                WatchKey key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
    }

    private void assertEndedWell(Report report, Run<?, ?> build) throws Exception {
        jenkins.waitForCompletion(build);
        String log = JenkinsRule.getLog(build);
        System.out.println("=== " + report + "\n" + log);
        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(report.broken(marks(report))).as("%s: %s", report, log).isEmpty();
        assertThat(log)
                .as(report.toString())
                .contains("Aborted by alice")
                .containsPattern("\\[clean-kill] Over after \\d+\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left");
    }
}
