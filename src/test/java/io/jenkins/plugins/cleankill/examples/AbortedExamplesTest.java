package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.slaves.DumbSlave;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
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

/** All fifteen scripts at once on one agent, or on the built-in node, aborted by a user, with the default settings. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortedExamplesTest {

    private static final String PIPELINE = "node('here') { withCleanKill { sh '''%s''' } }";

    private static final int EXECUTORS = 20;

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;

    @BeforeEach
    void keepTheRule(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void freestyleOnAnAgent() throws Exception {
        abortAll(agent(), this::freestyle);
    }

    @Test
    void pipelineOnAnAgent() throws Exception {
        abortAll(agent(), this::pipeline);
    }

    @Test
    void freestyleOnTheBuiltInNode() throws Exception {
        abortAll(builtIn(), this::freestyle);
    }

    @Test
    void pipelineOnTheBuiltInNode() throws Exception {
        abortAll(builtIn(), this::pipeline);
    }

    private Node agent() throws Exception {
        DumbSlave agent =
                new DumbSlave("agent", folder.resolve("agent").toString(), jenkins.createComputerLauncher(null));
        agent.setNumExecutors(EXECUTORS);
        agent.setLabelString("here");
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    private Node builtIn() throws IOException {
        jenkins.jenkins.setNumExecutors(EXECUTORS);
        jenkins.jenkins.setLabelString("here");
        return jenkins.jenkins;
    }

    private FreeStyleProject freestyle(ExampleScript script) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject(script.name());
        job.setAssignedLabel(Label.get("here"));
        job.getBuildWrappersList().add(new CleanKillBuildWrapper());
        job.getBuildersList().add(new Shell(script.text()));
        job.getBuildersList().add(new Shell("echo next ran > '" + script.marks() + "/next-ran'"));
        return job;
    }

    private WorkflowJob pipeline(ExampleScript script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, script.name());
        job.setDefinition(new CpsFlowDefinition(
                PIPELINE.formatted(script.text().replace("\\", "\\\\").replace("'''", "''' + \"'''\" + '''")), true));
        return job;
    }

    private interface JobMaker {
        ParameterizedJob<?, ?> make(ExampleScript script) throws Exception;
    }

    private void abortAll(Node node, JobMaker maker) throws Exception {
        Map<ExampleScript, Run<?, ?>> builds = new LinkedHashMap<>();
        try {
            for (ExampleScript script : ExampleScript.all(folder)) {
                ParameterizedJob<?, ?> job = maker.make(script);
                Future<?> started = job.scheduleBuild2(0).getStartCondition();
                builds.put(script, (Run<?, ?>) started.get());
            }
            for (Run<?, ?> build : builds.values()) {
                jenkins.waitForMessage("READY", build);
            }
            User alice = User.getById("alice", true);
            for (Run<?, ?> build : builds.values()) {
                build.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(alice));
            }
            for (Map.Entry<ExampleScript, Run<?, ?>> entry : builds.entrySet()) {
                jenkins.waitForCompletion(entry.getValue());
                System.out.println("=== " + entry.getKey().name() + "\n" + JenkinsRule.getLog(entry.getValue()));
            }
            for (Map.Entry<ExampleScript, Run<?, ?>> entry : builds.entrySet()) {
                jenkins.assertBuildStatus(Result.ABORTED, entry.getValue());
                String log = JenkinsRule.getLog(entry.getValue());
                entry.getKey().assertEndedWell(log);
                assertThat(log).contains("Aborted by alice");
            }
        } finally {
            for (ExampleScript script : builds.keySet()) {
                script.cleanUp();
            }
        }
    }
}
