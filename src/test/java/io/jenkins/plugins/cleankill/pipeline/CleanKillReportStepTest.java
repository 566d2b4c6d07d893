package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The outcome as a script learns it, before and after a restart of the controller. */
@EnabledOnOs(OS.LINUX)
class CleanKillReportStepTest {

    private static final String STUBBORN = "sh '''(trap \"\" TERM; exec sleep 1000) >/dev/null 2>&1 &'''";

    private static final String SCRIPTED = """
            def before = cleanKillReport()
            echo "before: ${before.terminations} ${before.killed}"
            node { withCleanKill(softKillSeconds: 1) { %s } }
            def report = cleanKillReport()
            node { sh 'echo WAITING; until [ -e "%s" ]; do sleep 0.2; done' }
            echo "after: ${report.terminations} ended ${report.ended} killed ${report.killed} left ${report.left} kept ${report.kept}"
            echo "names: ${report.names.killed} took ${report.took}"
            """;

    private static final String DECLARATIVE = """
            pipeline {
                agent any
                stages { stage('only') {
                    options { withCleanKill(softKillSeconds: 1) }
                    steps { %s }
                } }
                post { always { script { if (cleanKillReport().killed == 1) { unstable 'it had to be killed' } } } }
            }
            """.formatted(STUBBORN);

    /** A service that ends by SIGKILL alone. */
    private static final String ENDED_BY_NAME = """
            node { withCleanKill(softKillSeconds: 600) {
                sh 'cp "$(command -v sleep)" "%1$s/service"; (trap "" TERM; exec "%1$s/service" 1000) >/dev/null 2>&1 &'
                endProcesses 'service'
                echo 'WENT ON'
            } }
            """;

    @TempDir
    private Path folder;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void aScriptGoesByIt() throws Throwable {
        sessions.then(jenkins -> {
            assertThat(Snippetizer.object2Groovy(new CleanKillReportStep())).isEqualTo("cleanKillReport()");
            assertThat(DescribableModel.of(CleanKillReportStep.class).getHelp()).contains("names.killed");

            Run<?, ?> declarative = start(jenkins, "declarative", DECLARATIVE);
            jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(declarative));

            Run<?, ?> scripted = start(jenkins, "scripted", SCRIPTED.formatted(STUBBORN, folder.resolve("restarted")));
            jenkins.waitForMessage("WAITING", scripted);
            jenkins.waitForMessage(
                    "endProcesses service: SIGTERM to", start(jenkins, "ending", ENDED_BY_NAME.formatted(folder)));
        });
        sessions.then(jenkins -> {
            Files.createFile(folder.resolve("restarted"));
            Run<?, ?> build = jenkins.jenkins
                    .getItemByFullName("scripted", WorkflowJob.class)
                    .getLastBuild();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            assertThat(JenkinsRule.getLog(build))
                    .contains("before: 0 0", "after: 1 ended 0 killed 1 left 0 kept 0")
                    .containsPattern("names: \\[sleep \\(\\d+\\)] took \\d+\\.\\d+");

            WorkflowRun ending = jenkins.jenkins
                    .getItemByFullName("ending", WorkflowJob.class)
                    .getLastBuild();
            // The Java process of the built-in node outlasts this restart
            jenkins.waitForMessage("[clean-kill] The termination has gone on there meanwhile", ending);
            ending.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(ending));
            assertThat(JenkinsRule.getLog(ending))
                    .containsOnlyOnce("endProcesses service: SIGTERM")
                    .contains(" killed, 0 left")
                    .doesNotContain("WENT ON");
        });
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
