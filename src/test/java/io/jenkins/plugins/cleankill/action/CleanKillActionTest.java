package io.jenkins.plugins.cleankill.action;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
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
    @EnabledOnOs(OS.LINUX)
    void anAbortedFreestyleBuildTellsOnAPage() throws Exception {
        KillFields fields = new KillFields();
        fields.setSoftKillSeconds(1);
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.setSettings(fields);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(STUBBORN));

        assertTold(aborted(job), "Aborted by alice");
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
        build.getExecutor()
                .interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(User.getById("alice", true)));
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
            assertThat(client.getPage(build, "clean-kill").getBody().getTextContent())
                    .containsPattern("1: " + cause)
                    .contains(" killed, 0 kept, 0 left", "killed after 1.")
                    .containsPattern(
                            "The last to end was sh \\(\\d+\\): killed after 1\\.\\d s\\. It ignores SIGTERM\\.")
                    .contains("had to be killed.", "Where the time went", "TERM 1s, then SIGKILL", "structured")
                    .containsPattern("SIGTERM, from 0\\.0 s to 1\\.\\d s: .* Still alive then: sh \\(\\d+\\), which ignores SIGTERM");
        }
        JSONObject termination = api(build).getJSONArray("terminations").getJSONObject(0);
        assertThat(termination.getString("cause")).matches(cause);
        assertThat(termination.getInt("killed")).isPositive();
        assertThat(termination.getJSONObject("settings").getString("ladder")).isEqualTo("TERM 1s");
        assertThat(termination.getJSONArray("processes").toString())
                .contains("\"ending\":\"killed\"", "\"signal\":\"SIGKILL\"", "\"result\":\"sent\"");
    }

    @Test
    void aBuildWithNothingToTellHasNoPage() throws Exception {
        Run<?, ?> build = plainBuild();

        assertThat(build.getAction(CleanKillAction.class)).isNull();
        assertThat(response(build, "clean-kill/").getStatusCode()).isEqualTo(404);
    }

    @Test
    void thePictureComesWithHeadersThatLetNothingRun() throws Exception {
        WebResponse picture = response(buildWithReports(1), "clean-kill/termination/1/timeline.svg");

        assertThat(picture.getContentType()).isEqualTo("image/svg+xml");
        assertThat(picture.getContentAsString())
                .startsWith("<svg")
                .contains("terraform")
                .doesNotContain("<script>");
        assertThat(picture.getResponseHeaderValue("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(picture.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void nastyNamesAreShownEscaped() throws Exception {
        Run<?, ?> build = buildWithReports(1);
        String html = response(build, "clean-kill/").getContentAsString();

        assertThat(html)
                .doesNotContain("<script>\\u202e", "\u001b", "\u202e", "x\n[clean-kill]")
                .contains("x\\x0a[clean-kill] Over\\x1b[31m", "&lt;script>");
        assertThat(api(build).toString()).contains("x\\\\x0a[clean-kill] Over\\\\x1b[31m");
        assertThat(response(build, "clean-kill/api/xml").getContentAsString())
                .contains("<pid>4711</pid>", "x\\x0a[clean-kill] Over\\x1b[31m", "&lt;script&gt;");
    }

    @Test
    void xmlNamesItsElementsAsAReaderExpects() throws Exception {
        Run<?, ?> build = buildWithReports(2);

        assertThat(response(build, "clean-kill/api/xml").getContentAsString())
                .startsWith("<cleanKill ")
                .contains("<termination><cause>Aborted by alice</cause>", "<process><command>terraform</command>")
                .contains("<signal><at>", "<keep>adb</keep>", "<remark>there is no pidfd")
                .doesNotContain("processe", "processs");
        assertThat(response(build, "clean-kill/api/xml?tree=terminations[processes[pid]]")
                        .getContentAsString())
                .contains("<termination><process><pid>4700</pid></process><process><pid>4711</pid></process>")
                .doesNotContain("cause");
        assertThat(response(build, "clean-kill/api/xml?xpath=//termination[1]/process[command='tee']/pid&wrapper=pids")
                        .getContentAsString())
                .isEqualTo("<pids><pid>4712</pid></pids>");
        assertThat(response(build, "clean-kill/api/json?tree=terminations[processes[pid]]{0,1}")
                        .getContentAsString())
                .contains("\"processes\":[{", "{\"pid\":4711}")
                .doesNotContain("cause");
    }

    @Test
    void manyTerminationsAreListedAndEachHasAPageOfItsOwn() throws Exception {
        Run<?, ?> build = buildWithReports(25);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(build, "clean-kill");
            assertThat(page.querySelectorAll("#main-panel section")).hasSize(5);
            assertThat(page.querySelectorAll("#main-panel ol.clean-kill-list > li a")).hasSize(20);
            assertThat(page.querySelectorAll("#main-panel a[href^='termination/2'].clean-kill-other"))
                    .extracting(link -> link.getTextContent())
                    .contains("21", "25");

            HtmlPage own = page.getAnchorByHref("termination/25").click();

            assertThat(own.querySelectorAll("#main-panel h2"))
                    .extracting(heading -> heading.getTextContent().strip())
                    .containsExactly("25: Aborted by alice, stage Deploy, on agent-1");
            assertThat(own.getAnchorByText("The same as JSON").click().getWebResponse().getContentAsString())
                    .contains("\"schema\": 1");
        }
    }

    @Test
    void tenThousandProcessesAreAPageThatCanBeRead() throws Exception {
        Run<?, ?> build = plainBuild();
        ReportStore.of(build).write(Reports.of(LongStream.rangeClosed(2, 10_001)
                .mapToObj(pid -> Reports.ended(pid, "cc" + pid))
                .toList()));
        ReportStore.of(build).write(Reports.of(LongStream.rangeClosed(2, 10_001)
                .mapToObj(pid -> Reports.ended(pid, "sleep"))
                .toList()));

        String page = response(build, "clean-kill/").getContentAsString();

        assertThat(page).hasSizeLessThan(600_000).contains("10,000 \u00d7 sleep", "9,800 more processes");
        assertThat(response(build, "clean-kill/api/json").getContentAsString()).contains("cc9999", "\"pid\":10000");
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(buildWithReports(2), "clean-kill");

            assertThat(page.querySelectorAll("#main-panel script:not([src]), #main-panel style, #main-panel [style]"))
                    .isEmpty();
            assertThat(page.getElementById("main-panel").asXml()).doesNotContainPattern("\\son[a-z]+=");
            assertThat(page.querySelectorAll("#main-panel svg[role='img']")).hasSize(2);
            assertThat(page.querySelector("#clean-kill-timeline-2-desc").getTextContent())
                    .startsWith("Over after 15.1 s: 3 ended by themselves, 1 killed");
            assertThat(page.querySelectorAll("link[href$='/action/report.css']"))
                    .hasSize(1);
        }
    }

    @Test
    void severalTerminationsAreToldApart() throws Exception {
        Run<?, ?> build = buildWithReports(3);
        Files.writeString(reports(build).resolve("2.json"), "{");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(build, "clean-kill");

            assertThat(page.querySelectorAll("#main-panel h2"))
                    .extracting(heading -> heading.getTextContent().strip())
                    .containsExactly(
                            "1: Aborted by alice, stage Deploy, on agent-1",
                            "Report 2 can't be read",
                            "3: Aborted by alice, stage Deploy, on agent-1");
            assertThat(page.getBody().getTextContent()).contains("report: damaged: it is not JSON");
        }
        assertThat(response(build, "clean-kill/termination/2/timeline.svg").getStatusCode())
                .isEqualTo(404);
        assertThat(response(build, "clean-kill/termination/3/report.json").getContentAsString())
                .contains("\"schema\": 1");
        for (String other : new String[] {"0", "4", "x", "../1", "1.json", "99999999999"}) {
            assertThat(response(build, "clean-kill/termination/" + other + "/report.json")
                            .getStatusCode())
                    .as(other)
                    .isIn(400, 404);
        }
    }

    @Test
    void onlyWhoMayReadTheJobSeesIt() throws Exception {
        Run<?, ?> build = buildWithReports(1);
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
            assertThat(responseFor("reader", build, page).getStatusCode())
                    .as(page)
                    .isEqualTo(200);
            assertThat(responseFor("stranger", build, page).getStatusCode())
                    .as(page)
                    .isIn(403, 404);
        }
    }

    @Test
    void whatCantBeKeptDoesNotFailTheBuild() throws Exception {
        Run<?, ?> build = plainBuild();
        Files.writeString(reports(build), "a file where the folder should be");

        assertThat(ReportStore.add(build, "Aborted", Settings.DEFAULT, Reports.full()))
                .isEqualTo(Reports.full());
        assertThat(ReportStore.add(build, "Aborted", Settings.DEFAULT, null)).isNull();
        assertThat(build.getAction(CleanKillAction.class)).isNull();
    }

    @Test
    void anInterruptedThreadKeepsTheReportAndItsInterrupt() throws Exception {
        Run<?, ?> build = plainBuild();
        Thread.currentThread().interrupt();

        ReportStore.add(build, "Aborted", Settings.DEFAULT, Reports.full());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ReportStore.of(build).read(1).report().settings()).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void theReportGoesWithTheBuild() throws Exception {
        Run<?, ?> build = buildWithReports(1);
        build.delete();

        assertThat(reports(build)).doesNotExist();
    }

    private static Run<?, ?> plainBuild() throws Exception {
        return jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
    }

    private static Run<?, ?> buildWithReports(int count) throws Exception {
        Run<?, ?> build = plainBuild();
        for (int i = 0; i < count; i++) {
            ReportStore.of(build).write(Reports.full());
        }
        return build;
    }

    private static Path reports(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve("clean-kill");
    }

    private static JSONObject api(Run<?, ?> build) throws Exception {
        return JSONObject.fromObject(response(build, "clean-kill/api/json").getContentAsString());
    }

    private static WebResponse response(Run<?, ?> build, String page) throws Exception {
        return responseFor("alice", build, page);
    }

    private static WebResponse responseFor(String user, Run<?, ?> build, String page) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.withThrowExceptionOnFailingStatusCode(false)
                    .withJavaScriptEnabled(false)
                    .withBasicCredentials(user);
            // Jenkins answers what a build has not by a 404 that leads on to the build.
            client.setRefreshHandler((shown, url, seconds) -> {});
            Page answer = client.getPage(new WebRequest(new URL(client.getContextPath() + build.getUrl() + page)));
            return answer.getWebResponse();
        }
    }
}
