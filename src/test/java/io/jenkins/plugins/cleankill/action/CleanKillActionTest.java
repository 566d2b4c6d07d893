package io.jenkins.plugins.cleankill.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.metrics.RegisteredMetrics;
import io.jenkins.plugins.cleankill.reports.RecentReports;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import io.jenkins.plugins.cleankill.reports.ReportedBuild;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.trend.CleanKillTrend;
import io.jenkins.plugins.cleankill.trend.ViewedBuild;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import jenkins.model.TransientActionFactory;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The report's page, its picture and its remote API, of aborted builds and of reports with nasty texts. */
@WithJenkins
class CleanKillActionTest {

    private static final String STUBBORN = "trap '' TERM\necho READY\nwhile :; do sleep 0.1; done\n";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void letEverybodyIn() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());
    }

    @Test
    void whoAsksABuildForAnotherKindOfActionDoesNotHaveItsFolderLookedAt() {
        assertThat(TransientActionFactory.factoriesFor(Run.class, CauseAction.class))
                .noneMatch(CleanKillAction.Factory.class::isInstance);
        assertThat(TransientActionFactory.factoriesFor(Run.class, Action.class))
                .anyMatch(CleanKillAction.Factory.class::isInstance);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anAbortedFreestyleBuildTellsOnAPage() throws Exception {
        KillFields fields = new KillFields();
        fields.setSoftKillSeconds(1);
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.setSettings(fields);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(STUBBORN));

        Run<?, ?> build = aborted(job);

        assertTold(build, "Aborted by alice");
        assertThat(RecentReports.headlines())
                .filteredOn(headline -> headline.contains(" " + build.getFullDisplayName() + ": Over after "))
                .hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anAbortedPipelineBuildTellsOnAPage() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node { withCleanKill(softKillSeconds: 1) { sh '''" + STUBBORN.replace("'' ", "\"\" ") + "''' } }",
                true));

        // A Pipeline build does not always know who stopped it when its steps are told to stop.
        assertTold(aborted(job), "Aborted by alice|Stopped");
    }

    private static Run<?, ?> aborted(ParameterizedJob<?, ?> job) throws Exception {
        Run<?, ?> build = (Run<?, ?>) job.scheduleBuild2(0).getStartCondition().get();
        jenkins.waitForMessage("READY", build);
        Alice.aborts(build);
        jenkins.waitForCompletion(build);
        return build;
    }

    private static void assertTold(Run<?, ?> build, String cause) throws Exception {
        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(build.getRootDir().toPath().resolve("clean-kill/1.json")).exists();
        assertThat(Files.readString(build.getRootDir().toPath().resolve("build.xml")))
                .doesNotContain("CleanKillAction");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.getPage(build).querySelectorAll("a[href$='/clean-kill']"))
                    .isNotEmpty();
            assertThat(client.getPage(build).getBody().getTextContent())
                    .containsPattern("1?(" + cause
                            + "), on the built-in node: \\w+ process(es)? had to be killed\\. Over after");
            assertThat(client.getPage(build, "clean-kill").getBody().getTextContent())
                    .containsPattern(cause)
                    .contains(" killed, 0 kept, 0 left", "killed after ")
                    .containsPattern(
                            "The last to end was sh \\(\\d+\\): killed after \\d+\\.\\d s\\. It ignores SIGTERM")
                    .contains("had to be killed.", "Where the time went", "TERM 1s, then SIGKILL", "structured")
                    .containsPattern(
                            "SIGTERM, from \\d+\\.\\d s to \\d+\\.\\d s: .* Still alive then: sh \\(\\d+\\), which ignores SIGTERM");
        }
        // A build is over before it is finalized.
        Eventually.isTrue("the job has a trend", () -> build.getParent().getAction(CleanKillTrend.class) != null);
        assertThat(build.getParent().getAction(CleanKillTrend.class).getBuilds())
                .extracting(ViewedBuild::getNumber, ViewedBuild::getResult)
                .containsExactly(tuple(1, "killed"));
        JSONObject termination =
                ReportedBuild.api(jenkins, build).getJSONArray("terminations").getJSONObject(0);
        assertThat(termination.getString("cause")).matches(cause);
        assertThat(termination.getInt("killed")).isPositive();
        assertThat(termination.getJSONObject("settings").getString("ladder")).isEqualTo("TERM 1s");
        assertThat(termination.getJSONArray("processes").toString())
                .contains("\"ending\":\"killed\"", "\"signal\":\"SIGKILL\"", "\"result\":\"sent\"");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void blocksInStagesAndBranchesAreToldApart() throws Exception {
        String east = "sh 'echo east READY; exec sleep 1000'";
        String west = "sh 'echo west READY; exec sleep 1000'";
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "node { stage('Deploy') { parallel east: { withCleanKill { " + east + " } }, west: { withCleanKill {"
                        + " stage('Smoke') { withCleanKill(softKillSeconds: 7) { " + west + " } } } } } }",
                true));
        Run<?, ?> build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("east READY", build);
        jenkins.waitForMessage("west READY", build);
        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.waitForCompletion(build);

        assertThat(ReportedBuild.api(jenkins, build).getJSONArray("terminations").stream()
                        .map(each -> ((JSONObject) each).getString("place")))
                .containsExactlyInAnyOrder(
                        "stage Deploy, branch east, on the built-in node",
                        "stage Deploy, branch west, stage Smoke, on the built-in node");
    }

    @Test
    void aBuildWithNothingToTellHasNoPage() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);

        assertThat(build.getAction(CleanKillAction.class)).isNull();
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/").getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyWhoMayReadTheJobSeesIt() throws Exception {
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 1);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader"));

        for (String page : new String[] {
            "clean-kill/",
            "clean-kill/api/json",
            "clean-kill/api/xml",
            "clean-kill/termination/1/",
            "clean-kill/termination/1/timeline.svg",
            "clean-kill/termination/1/report.json"
        }) {
            assertThat(ReportedBuild.responseFor(jenkins, "reader", build, page).getStatusCode())
                    .as(page)
                    .isEqualTo(200);
            assertThat(ReportedBuild.responseFor(jenkins, "stranger", build, page)
                            .getStatusCode())
                    .as(page)
                    .isIn(403, 404);
        }
    }

    @Test
    void whatCantBeKeptDoesNotFailTheBuild() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);
        Files.writeString(ReportedBuild.folder(build), "a file where the folder should be");

        assertThat(ReportStore.add(build, List.of(), Reports.full())).isEqualTo(Reports.full());
        assertThat(build.getAction(CleanKillAction.class)).isNull();
    }

    @Test
    void whoWasNamedBeforeIsNotNamedAgain() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);
        TerminationReport kept = Reports.of(Reports.full().outcome().processes().subList(4, 6));

        ReportStore.add(build, List.of(), Reports.full());
        ReportStore.add(build, List.of(), kept);
        assertThat(ReportStore.of(build).numbers()).containsExactly(1);

        ReportStore.add(build, List.of(), Reports.of(List.of(Reports.ended(4900, "adb"))));
        assertThat(ReportStore.of(build).numbers()).containsExactly(1, 2);

        Run<?, ?> other = ReportedBuild.plain(jenkins);
        ReportStore.add(other, List.of(), kept);
        assertThat(ReportStore.of(other).numbers()).containsExactly(1);
    }

    @Test
    void anInterruptedThreadKeepsTheReportAndItsInterrupt() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);
        Thread.currentThread().interrupt();

        ReportStore.add(build, List.of(), Reports.full());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ReportStore.of(build).read(1).report().settings())
                .isEqualTo(Reports.full().settings());
    }

    @Test
    void theReportGoesWithTheBuild() throws Exception {
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 1);
        build.delete();

        assertThat(ReportedBuild.folder(build)).doesNotExist();
    }

    @Test
    void theMetricsCountTerminationsByOutcomeAndTheirProcesses() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);
        Map<String, Long> before = RegisteredMetrics.counts();

        ReportStore.add(build, List.of(), Reports.full());
        ReportStore.add(build, List.of(), Reports.of(List.of(Reports.ended(77, "cc"))));

        Map<String, Long> added = new TreeMap<>();
        RegisteredMetrics.counts().forEach((name, count) -> added.put(name, count - before.get(name)));
        assertThat(added)
                .isEqualTo(Map.of(
                        "clean-kill.processes.ended", 4L,
                        "clean-kill.processes.kept", 1L,
                        "clean-kill.processes.killed", 1L,
                        "clean-kill.processes.left", 1L,
                        "clean-kill.terminations.all", 2L,
                        "clean-kill.terminations.ended", 1L,
                        "clean-kill.terminations.kept", 0L,
                        "clean-kill.terminations.killed", 0L,
                        "clean-kill.terminations.left", 1L));
        assertThat(RegisteredMetrics.longestMillis("clean-kill.terminations.left"))
                .isEqualTo(15_102);
    }
}
