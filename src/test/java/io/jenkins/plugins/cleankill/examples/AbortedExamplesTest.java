package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
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
        return TestAgent.connect(jenkins, "here", folder);
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
        job.getBuildersList()
                .add(new Shell("echo next ran > '" + script.markers().mark("next-ran") + "'"));
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
            builds.values().forEach(Alice::aborts);
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
                script.markers().kill();
            }
        }
    }
}
