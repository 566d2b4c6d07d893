package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.pipeline.CleanKillStep;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class KillFieldsFormTest {

    private static final String FORM = "descriptorByName/io.jenkins.plugins.cleankill.config.KillFields/";
    private static final String STEP_FORM = "descriptorByName/io.jenkins.plugins.cleankill.pipeline.CleanKillStep/";

    private static JenkinsRule jenkins;
    private static FreeStyleProject job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createFreeStyleProject("job");
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    @AfterEach
    void nothingIsSet() {
        CleanKillConfiguration.get().setDefaults(new KillFields());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SoftKillSeconds|0|softKillSeconds: '0' is not allowed; allowed: whole seconds, 1 or more",
                "SoftKillSeconds|x|softKillSeconds: 'x' is not allowed; allowed: whole seconds, 1 or more",
                "SoftKillSeconds|601|at most 600s",
                "Ladder|TERM|ladder: 'TERM' is not allowed",
                "Ladder|INT 9m, TERM 2m|at most 600s",
                "Delivery|everyone|delivery: 'everyone' is not allowed; allowed: structured, all, main",
                "Leftovers|ignore|leftovers: 'ignore' is not allowed",
                "DumpSignals|TTIN, QUIT|dumpSignals: 'QUIT' is not allowed; allowed: signals by which programs",
                "Containers|kill|containers: 'kill' is not allowed; allowed: off, report, stop",
                "Keep|[a|keep: '[a' is not allowed",
                "AfterKillSeconds|601|afterKillSeconds: '601' is not allowed; allowed: at most 600",
                "OnAbortSeconds|601|onAbortSeconds: '601' is not allowed; allowed: at most 600"
            })
    void aFieldThatCannotBeUsedIsAnErrorBesideIt(String field, String value, String message) throws Exception {
        String expected = message.replace("'", "&#039;");

        assertThat(check("author", job.getUrl() + FORM, field, value, "")).contains("class=\"error\"", expected);
        assertThat(check("author", job.getUrl() + STEP_FORM, field, value, "")).contains("class=\"error\"", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SoftKillSeconds|60",
                "Ladder|INT 30s, TERM 20s",
                "Keep|adb",
                "OnAbortSeconds|600",
                "Delivery|''",
                "DumpSignals|TTIN,usr1"
            })
    void aFieldThatCanBeUsedIsFine(String field, String value) throws Exception {
        assertThat(check("author", job.getUrl() + FORM, field, value, "")).doesNotContain("error");
    }

    /** No step {@code timeout} is around a Freestyle build's wrapper. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"SoftKillSeconds|75", "Ladder|INT 1m, TERM 15s"})
    void windowsThatAStepTimeoutCutsOffAreAWarningWhereThatMayBe(String field, String value) throws Exception {
        String warning = "75 s together are longer than 60 s, the limit of";

        assertThat(check("author", job.getUrl() + STEP_FORM, field, value, "")).contains("class=\"warning\"", warning);
        assertThat(check("admin", FORM, field, value, "")).contains("class=\"warning\"", warning);
        assertThat(check("author", job.getUrl() + FORM, field, value, "")).doesNotContain("warning");
    }

    @Test
    void bothWaysToSetTheWindowsAreAnErrorBesideEach() throws Exception {
        assertThat(check("author", job.getUrl() + FORM, "SoftKillSeconds", "60", "&ladder=INT+30s"))
                .contains("not both");
        assertThat(check("author", job.getUrl() + FORM, "Ladder", "INT 30s", "&softKillSeconds=60"))
                .contains("not both");
    }

    @Test
    void whoMayNotConfigureLearnsNothing() throws Exception {
        assertThat(check("reader", job.getUrl() + FORM, "Ladder", "TERM", "")).doesNotContain("ladder");
        assertThat(check("author", FORM, "Ladder", "TERM", "")).doesNotContain("ladder");
        assertThat(check("admin", FORM, "Ladder", "TERM", "")).contains("ladder");
    }

    @Test
    void inAGeneratorOutsideOfEveryJobWhoMayConfigureSomeLearns() throws Exception {
        assertThat(check("author", STEP_FORM, "Ladder", "TERM", "")).contains("ladder");
        assertThat(check("author", STEP_FORM, "Ladder", "INT 9m, TERM 2m", "")).contains("at most 600s");
        assertThat(check("reader", STEP_FORM, "Ladder", "TERM", "")).doesNotContain("ladder");
    }

    @ParameterizedTest
    @CsvSource({"author, (default: INT 30s), (default: fail)", "reader, (default), (default)"})
    void aGeneratorOutsideOfEveryJobShowsTheControllersDefaults(String user, String ladder, String leftovers)
            throws Exception {
        KillFields defaults = new KillFields();
        defaults.setLadder("INT 30s");
        defaults.setLeftovers("fail");
        CleanKillConfiguration.get().setDefaults(defaults);

        assertThat(firstChoice(user, STEP_FORM + "fillLeftoversItems")).contains("\"" + leftovers + "\"");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            String shown = client.login(user)
                    .executeOnServer(() -> ExtensionList.lookupSingleton(CleanKillStep.DescriptorImpl.class)
                            .getFormDefaults(false)
                            .getLadder());
            assertThat(shown).isEqualTo(ladder);
        }
    }

    @Test
    void theGlobalFormChecksTheCap() throws Exception {
        String form = "descriptorByName/io.jenkins.plugins.cleankill.config.CleanKillConfiguration/";

        assertThat(check("admin", form, "CapSeconds", "0", "")).contains("capSeconds", "1 or more");
        assertThat(check("author", form, "CapSeconds", "0", "")).doesNotContain("capSeconds");
        assertThat(check("admin", form, "CapSeconds", "1", "")).doesNotContain("error");
        assertThat(check("admin", form, "KeepReports", "none", ""))
                .contains("keepReports", "a whole number, 1 or more");
        assertThat(check("admin", form, "KeepReportsDays", "-1", ""))
                .contains("keepReportsDays", "whole days, 1 or more");
        assertThat(check("author", form, "KeepReportsDays", "-1", "")).doesNotContain("keepReportsDays");
        assertThat(check("admin", form, "KeepReportsDays", "", "")).doesNotContain("error");
        for (String field : new String[] {"CapSeconds", "KeepReports", "KeepReportsDays"}) {
            assertThat(request("admin", HttpMethod.GET, form + "check" + field + "?value=0")
                            .getStatusCode())
                    .as(field)
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "checkSoftKillSeconds?value=0",
        "checkLadder?value=TERM",
        "checkDelivery?value=x",
        "checkLeftovers?value=x",
        "checkKeep?value=a",
        "checkOnAbortSeconds?value=0",
        "checkAfterKillSeconds?value=0",
        "fillDeliveryItems",
        "fillLeftoversItems",
        "checkContainers?value=x",
        "fillContainersItems",
        "fillDumpThreadsItems"
    })
    void nothingAnswersToGet(String path) throws Exception {
        assertThat(request("admin", HttpMethod.GET, FORM + path).getStatusCode())
                .isEqualTo(404);
    }

    @Test
    void theChoicesBeginWithTheDefault() throws Exception {
        String choices = request("author", HttpMethod.POST, job.getUrl() + FORM + "fillLeftoversItems")
                .getContentAsString();

        assertThat(choices).containsSubsequence("\"value\":\"\"", "kill", "report", "unstable", "fail");
    }

    @Test
    void theDefaultChoiceSaysWhatItIs() throws Exception {
        KillFields defaults = new KillFields();
        defaults.setLeftovers("report");
        defaults.setDumpThreads(true);
        CleanKillConfiguration.get().setDefaults(defaults);

        assertThat(firstChoice("author", job.getUrl() + FORM + "fillLeftoversItems"))
                .contains("(default: report)");
        assertThat(firstChoice("author", job.getUrl() + FORM + "fillDumpThreadsItems"))
                .contains("(default: yes)");
        assertThat(firstChoice("author", job.getUrl() + STEP_FORM + "fillDeliveryItems"))
                .contains("(default: structured)");
        assertThat(firstChoice("admin", FORM + "fillLeftoversItems")).contains("(default: kill)");
        assertThat(firstChoice("reader", job.getUrl() + FORM + "fillLeftoversItems"))
                .contains("(default)")
                .doesNotContain("default: report");
    }

    @Test
    void emptyFieldsSayWhatHolds() throws Exception {
        KillFields defaults = new KillFields();
        defaults.setLadder("INT 30s, TERM 20s");
        defaults.setKeep(List.of("adb"));
        defaults.setOnAbort("./secret-of-the-administrator.sh");
        CleanKillConfiguration.get().setDefaults(defaults);
        job.getBuildWrappersList().replace(new CleanKillBuildWrapper());
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            String form = client.login("author").getPage(job, "configure").asXml();

            assertThat(form)
                    .contains("placeholder=\"(default: INT 30s, TERM 20s)\"", "(default: adb)")
                    .contains("(default: the administrator's command)", "placeholder=\"(default: 10)\"")
                    .doesNotContain("secret-of-the-administrator");
        }
    }

    @Test
    void whatIsFixedIsShownInPlaceOfTheFieldAndWhatWasStoredStays() throws Exception {
        KillFields defaults = new KillFields();
        defaults.setLeftovers("fail");
        CleanKillConfiguration.get().setDefaults(defaults);
        CleanKillConfiguration.get().setLeftoversFixed(true);
        CleanKillConfiguration.get().setKeepFixed(true);
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.getSettings().setLeftovers("report");
        wrapper.getSettings().setKeep(List.of("adb", "*Daemon"));
        job.getBuildWrappersList().replace(wrapper);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.login("author").getPage(job, "configure");

            assertThat(page.getBody().getTextContent())
                    .contains("Fixed by the administrator: fail", "Fixed by the administrator: none");
            assertThat(page.querySelectorAll("select[name='_.leftovers']")).isEmpty();
            jenkins.submit(page.getFormByName("config"));
            assertThat(client.login("admin").goTo("configure").querySelectorAll("select[name='_.leftovers']"))
                    .hasSize(1);
        } finally {
            CleanKillConfiguration.get().setLeftoversFixed(false);
            CleanKillConfiguration.get().setKeepFixed(false);
        }

        assertThat(job.getBuildWrappersList().get(CleanKillBuildWrapper.class).getSettings())
                .usingRecursiveComparison()
                .isEqualTo(wrapper.getSettings());
    }

    @Test
    void theFormShowsTheTimeoutsOfThisController() throws Exception {
        long before = DurableTaskStep.REMOTE_TIMEOUT;
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            DurableTaskStep.REMOTE_TIMEOUT = 4711;
            String page = client.login("admin").goTo("configure").getBody().getTextContent();

            assertThat(page)
                    .contains("Timeouts beside the windows", "have timeouts of their own")
                    .contains("5 s: Jenkins' own killing (SoftKillWaitSeconds)")
                    .containsPattern("4,?711 s: Pipeline steps such as sh \\(DurableTaskStep.REMOTE_TIMEOUT\\)")
                    .contains("30 s: Stopping a Pipeline step")
                    .contains("60 s: The step timeout, after its own time");
        } finally {
            DurableTaskStep.REMOTE_TIMEOUT = before;
        }
    }

    private String firstChoice(String user, String path) throws Exception {
        String choices = request(user, HttpMethod.POST, path).getContentAsString();
        return choices.substring(0, choices.indexOf('}'));
    }

    private String check(String user, String form, String field, String value, String others) throws Exception {
        String query = "?value=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + others;
        WebResponse response = request(user, HttpMethod.POST, form + "check" + field + query);
        assertThat(response.getStatusCode()).isEqualTo(200);
        return response.getContentAsString();
    }

    private WebResponse request(String user, HttpMethod method, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.login(user).setThrowExceptionOnFailingStatusCode(false);
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), method);
            return client.getPage(method == HttpMethod.POST ? client.addCrumb(request) : request)
                    .getWebResponse();
        }
    }
}
