package io.jenkins.plugins.cleankill.action;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import io.jenkins.plugins.cleankill.reports.ReportedBuild;
import io.jenkins.plugins.cleankill.reports.SecretMask;
import io.jenkins.plugins.cleankill.trend.CleanKillTrend;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages, pictures and remote API of reports that are kept beside a build, with nasty texts and too many of all. */
@WithJenkins
class StoredReportPagesTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .toEveryone());
    }

    @Test
    void thePictureComesWithHeadersThatLetNothingRun() throws Exception {
        WebResponse picture = ReportedBuild.response(
                jenkins, ReportedBuild.withReports(jenkins, 1), "clean-kill/termination/1/timeline.svg");

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
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 1);
        String html = ReportedBuild.response(jenkins, build, "clean-kill/").getContentAsString();

        assertThat(html)
                .doesNotContain("<script>\\u202e", "\u001b", "\u202e", "x\n[clean-kill]")
                .contains("x\\x0a[clean-kill] Over\\x1b[31m", "&lt;script>");
        assertThat(ReportedBuild.api(jenkins, build).toString()).contains("x\\\\x0a[clean-kill] Over\\\\x1b[31m");
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/api/xml").getContentAsString())
                .contains("<pid>4711</pid>", "x\\x0a[clean-kill] Over\\x1b[31m", "&lt;script&gt;");
    }

    @Test
    void xmlNamesItsElementsAsAReaderExpects() throws Exception {
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 2);

        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/api/xml").getContentAsString())
                .startsWith("<cleanKill ")
                .contains(
                        "<termination><afterKill><ending>timed-out</ending>",
                        "<cause>Aborted by alice</cause>",
                        "<process><command>terraform</command>")
                .contains("<signal><at>", "<keep>adb</keep>", "<remark>there is no pidfd")
                .doesNotContain("processe", "processs");
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/api/xml?tree=terminations[processes[pid]]")
                        .getContentAsString())
                .contains("<termination><process><pid>4700</pid></process><process><pid>4711</pid></process>")
                .doesNotContain("cause");
        assertThat(ReportedBuild.response(
                                jenkins,
                                build,
                                "clean-kill/api/xml?xpath=//termination[1]/process[command='tee']/pid&wrapper=pids")
                        .getContentAsString())
                .isEqualTo("<pids><pid>4712</pid></pids>");
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/api/json?tree=terminations[processes[pid]]{0,1}")
                        .getContentAsString())
                .contains("\"processes\":[{", "{\"pid\":4711}")
                .doesNotContain("cause");
    }

    @Test
    void theSettingsTellWhereTheyCameFrom() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(ReportedBuild.withReports(jenkins, 1), "clean-kill");

            assertThat(page.querySelectorAll("dl.clean-kill-settings dd"))
                    .extracting(each -> each.asNormalizedText())
                    .containsExactly(
                            "INT 10s, TERM 5s, then SIGKILL (parameter of the step)",
                            "structured (built in)",
                            "fail (this job's configuration)",
                            "adb, *GradleDaemon* (global configuration)",
                            "yes (parameter of the step)",
                            "TTIN, USR1 (option of the command)",
                            "stop (parameter of the step)",
                            "at most 10.0 s (this job's configuration)",
                            "at most 30.0 s (parameter of the step)");
            assertThat(page.asNormalizedText())
                    .contains("Before the first signal, the onAbort command ran for 2.4 s (exit code 3).")
                    .contains(
                            "After the last process had ended, the afterKill command was waited for to its limit, 30.0 s;"
                                    + " then it was ended, too.");
        }
    }

    @Test
    void aReportOnLookAlikesAloneNamesThem() throws Exception {
        TerminationReport full = Reports.full();
        Outcome outcome = full.outcome();
        TerminationReport report = new TerminationReport(
                "Still running at the end",
                full.settings(),
                new Outcome(outcome.started(), Duration.ZERO, List.of(), List.of(), List.of(), outcome.lookAlikes()));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Run<?, ?> build = ReportedBuild.plain(jenkins);
            ReportStore.of(build).write(report);

            HtmlPage page = client.getPage(build, "clean-kill");

            assertThat(page.asNormalizedText())
                    .contains("Nothing was ended; one process looks like the build's and is left running.")
                    .contains(" (4900) looks like this build's: 12 s old; its environment does not tell a build; its")
                    .doesNotContain("Timeline", "Processes\n", "The timeline as a picture");
            assertThat(ReportedBuild.api(jenkins, build)
                            .getJSONArray("terminations")
                            .getJSONObject(0)
                            .getJSONArray("lookAlikes")
                            .getJSONObject(0)
                            .getInt("pid"))
                    .isEqualTo(4900);
        }
    }

    @Test
    void aReportOnContainersAloneTellsNothingOfProcesses() throws Exception {
        TerminationReport full = Reports.full();
        Outcome outcome = full.outcome();
        TerminationReport report = new TerminationReport(
                "Containers still running at the end",
                "",
                full.settings(),
                null,
                null,
                full.containers(),
                new Outcome(outcome.started(), Duration.ofMillis(1_200), List.of(), List.of(), List.of()));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Run<?, ?> build = ReportedBuild.plain(jenkins);
            ReportStore.of(build).write(report);

            HtmlPage page = client.getPage(build, "clean-kill");

            assertThat(page.asNormalizedText())
                    .contains("One container is still running. Stopping took 1.2 s.")
                    .contains("stopped, with exit code 0", "it mounts the workspace")
                    .doesNotContain("Timeline", "Processes\n", "The timeline as a picture");
            assertThat(client.getPage(build).asNormalizedText()).contains("One container is still running.");
            assertThat(ReportedBuild.api(jenkins, build)
                            .getJSONArray("terminations")
                            .getJSONObject(0)
                            .getJSONObject("containers")
                            .getString("policy"))
                    .isEqualTo("stop");
        }
    }

    @Test
    void argumentsAreShownOnlyIfTheAdministratorWantsThem() throws Exception {
        CleanKillConfiguration.get().setArgumentsInReports(true);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Run<?, ?> build = ReportedBuild.plain(jenkins);
            ReportStore.of(build).write(Reports.full(), new SecretMask(List.of("hunter2")), true);

            assertThat(client.getPage(build, "clean-kill").querySelectorAll(".clean-kill-arguments"))
                    .extracting(each -> each.getTextContent())
                    .contains("sh -xe script.sh", "terraform --token=****");
            CleanKillConfiguration.get().setArgumentsInReports(false);
            assertThat(client.getPage(build, "clean-kill").querySelectorAll(".clean-kill-arguments"))
                    .isEmpty();
        } finally {
            CleanKillConfiguration.get().setArgumentsInReports(false);
        }
    }

    @Test
    void manyTerminationsAreListedAndEachHasAPageOfItsOwn() throws Exception {
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 25);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(build, "clean-kill");
            assertThat(page.querySelectorAll("#main-panel section")).hasSize(5);
            assertThat(page.querySelectorAll("#main-panel ol.clean-kill-list > li a"))
                    .hasSize(20);
            assertThat(page.querySelectorAll("#main-panel a[href^='termination/2'].clean-kill-other"))
                    .extracting(link -> link.getTextContent())
                    .contains("21", "25");

            HtmlPage own = page.getAnchorByHref("termination/25").click();

            assertThat(own.querySelectorAll("#main-panel h2"))
                    .extracting(heading -> heading.getTextContent().strip())
                    .containsExactly("25: Aborted by alice, stage Deploy, on agent-1");
            assertThat(own.getAnchorByText("The same as JSON")
                            .click()
                            .getWebResponse()
                            .getContentAsString())
                    .contains("\"schema\": 1");
        }
    }

    @Test
    void tenThousandProcessesAreAPageThatCanBeRead() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);
        ReportStore.of(build)
                .write(Reports.of(LongStream.rangeClosed(2, 10_001)
                        .mapToObj(pid -> Reports.ended(pid, "cc" + pid))
                        .toList()));
        ReportStore.of(build)
                .write(Reports.of(LongStream.rangeClosed(2, 10_001)
                        .mapToObj(pid -> Reports.ended(pid, "sleep"))
                        .toList()));

        String page = ReportedBuild.response(jenkins, build, "clean-kill/").getContentAsString();

        assertThat(page).hasSizeLessThan(600_000).contains("10,000 \u00d7 sleep", "9,800 more processes");
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/api/json").getContentAsString())
                .contains("cc9999", "\"pid\":10000");
    }

    @Test
    void thePageHasNoInlineScriptOrStyle() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(ReportedBuild.withReports(jenkins, 2), "clean-kill");

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
        Run<?, ?> build = ReportedBuild.withReports(jenkins, 3);
        Files.writeString(ReportedBuild.folder(build).resolve("2.json"), "{");
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
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/termination/2/timeline.svg")
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(ReportedBuild.response(jenkins, build, "clean-kill/termination/3/report.json")
                        .getContentAsString())
                .contains("\"schema\": 1");
        for (String other : new String[] {"0", "4", "x", "../1", "1.json", "99999999999"}) {
            assertThat(ReportedBuild.response(jenkins, build, "clean-kill/termination/" + other + "/report.json")
                            .getStatusCode())
                    .as(other)
                    .isIn(400, 404);
        }
    }

    @Test
    void aJobsPageShowsTheTrendOfItsBuildsUntilTheyAreGone() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (int i = 0; i < 3; i++) {
            ReportStore.add(jenkins.buildAndAssertSuccess(job), List.of(), Reports.full());
        }
        job.getBuildByNumber(2).delete();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(job);
            assertThat(page.querySelectorAll("#main-panel .clean-kill-trend-box svg[role='img'] rect"))
                    .hasSize(2);
            assertThat(page.querySelector(".clean-kill-trend-box p").getTextContent())
                    .isEqualTo("Of 2 builds with processes to end, in 0 all ended by themselves or of a signal of the"
                            + " ladder, in 0 some were killed, in 2 some were left alive. Half of the builds needed"
                            + " 15.1 s or less, the longest 15.1 s.");

            HtmlPage trend = page.getAnchorByHref("clean-kill/").click();
            assertThat(trend.querySelectorAll(".clean-kill-trend-builds tbody tr td:first-child a"))
                    .extracting(cell -> cell.getTextContent())
                    .containsExactly("#3", "#1");
            assertThat(trend.querySelector(".clean-kill-trend-commands tbody tr")
                            .getTextContent())
                    .contains("x\\x0a[clean-kill] Over\\x1b[31m", "<script>");
            HtmlPage build = trend.getAnchorByText("#3").click();
            assertThat(build.querySelector("#main-panel h2").getTextContent()).contains("Aborted by alice");
        }
        assertThat(ReportedBuild.trend(jenkins, job).getJSONArray("builds").toString())
                .contains("\"ended\":3,\"killed\":1,\"left\":1,\"number\":3,", "\"result\":\"left\",\"took\":15.102");
        assertThat(ReportedBuild.trend(jenkins, job)
                        .getJSONArray("killedMost")
                        .getJSONObject(0)
                        .getInt("builds"))
                .isEqualTo(2);

        job.getBuildByNumber(1).delete();
        job.getBuildByNumber(3).delete();
        assertThat(ReportedBuild.hasTrend(jenkins, job)).isFalse();
    }

    @Test
    void noBuildIsLoadedForATrend() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        for (int i = 0; i < 3; i++) {
            ReportStore.add(jenkins.buildAndAssertSuccess(job), List.of(), Reports.full());
        }
        job.doReload();

        assertThat(job.getAction(CleanKillTrend.class).getBuilds()).hasSize(3);
        assertThat(job.getLazyBuildMixIn().getRunMap().getLoadedBuilds()).isEmpty();
    }

    @Test
    void aJobWithNothingToTellHasNoTrend() throws Exception {
        Run<?, ?> build = ReportedBuild.plain(jenkins);

        ReportStore.add(
                build,
                List.of(),
                Reports.of(Reports.full().outcome().processes().subList(4, 5))); // what is kept

        assertThat(ReportStore.of(build).numbers()).containsExactly(1);
        assertThat(ReportedBuild.hasTrend(jenkins, build.getParent())).isFalse();
    }
}
