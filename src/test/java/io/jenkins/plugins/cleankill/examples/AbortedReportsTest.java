package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Run;
import hudson.tasks.Shell;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.real.Played;
import io.jenkins.plugins.cleankill.engine.real.Report;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Situations of docs/cases.md whose programs are here, on an agent, aborted by a user, in Freestyle and Pipeline. A few are
 * played at a time, as each mostly waits. The command rehearses the same and tells the same: RehearsalTest.
 */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortedReportsTest {

    private static final int AT_A_TIME = 3;

    /** The others differ from these by a program's name only, or end by themselves after some seconds (03, 11). */
    private static final String REPORTS = "(01|02|0[4-9]|10|12|13|26|27|28|29|32|36|37|38)-.*";

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private Node agent;

    @BeforeEach
    void startAgent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = TestAgent.connect(jenkins, "here", folder);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(Played.SECRET)));
    }

    @Test
    void anAbortLeavesWhatAUserMayExpect() throws Exception {
        List<Report> reports = played(Report.situations());
        reports.addAll(played(Report.all().filter(report -> report.toString().matches(REPORTS))));
        assumeFalse(reports.isEmpty(), "none of their programs is installed");
        List<String> faults = new ArrayList<>();
        for (int first = 0; first < reports.size(); first += AT_A_TIME) {
            faults.addAll(play(reports.subList(first, Math.min(first + AT_A_TIME, reports.size()))));
        }
        assertThat(faults).isEmpty();
    }

    private static List<Report> played(Stream<Report> all) throws Exception {
        List<Report> found = new ArrayList<>();
        for (Report report : all.toList()) {
            if (report.missing().isEmpty()) {
                found.add(report);
            }
        }
        return found;
    }

    private List<String> play(List<Report> reports) throws Exception {
        List<Played> all = new ArrayList<>();
        for (Report report : reports) {
            all.add(start(report, "freestyle", this::freestyle));
            all.add(start(report, "pipeline", this::pipeline));
        }
        abortWhenReady(all);
        List<String> faults = new ArrayList<>();
        for (Played each : all) {
            faults.addAll(each.faults());
        }
        return faults;
    }

    /** Each at its time: some scripts would end by themselves while others are not ready. */
    private static void abortWhenReady(List<Played> all) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<Callable<Void>> aborts = new ArrayList<>();
            for (Played each : all) {
                aborts.add(() -> {
                    each.awaitReady();
                    each.abort();
                    return null;
                });
            }
            for (Future<Void> abort : threads.invokeAll(aborts)) {
                abort.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface JobMaker {
        ParameterizedJob<?, ?> make(String name, Report report, String text) throws Exception;
    }

    private Played start(Report report, String place, JobMaker maker) throws Exception {
        Path markers = Files.createDirectories(folder.resolve("markers").resolve(report + "-" + place));
        Run<?, ?> build = (Run<?, ?>) maker.make(report + "-" + place, report, report.step(markers))
                .scheduleBuild2(0)
                .getStartCondition()
                .get();
        return new PlayedInJenkins(jenkins, report, place, markers, build);
    }

    private FreeStyleProject freestyle(String name, Report report, String text) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.setAssignedNode(agent);
        KillFields fields = new KillFields();
        fields.setLadder(report.ladder().toString());
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.setSettings(fields);
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new StringBinding("TOKEN", "token"))));
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(text));
        return job;
    }

    private WorkflowJob pipeline(String name, Report report, String text) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('here') { withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {"
                        + " withCleanKill(ladder: '" + report.ladder() + "') { sh '''" + text + "''' } } }",
                true));
        return job;
    }
}
