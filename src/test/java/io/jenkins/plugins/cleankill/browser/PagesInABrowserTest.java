package io.jenkins.plugins.cleankill.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.UsedNodes;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.StrayProcess;
import io.jenkins.plugins.cleankill.trend.JobWithTrend;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every page of the plugin, of a build that was aborted with a program of a nasty name and long arguments in it. */
@EnabledOnOs(OS.LINUX)
@EnabledIf(
        value = "io.jenkins.plugins.cleankill.browser.Browser#isInstalled",
        disabledReason = "there is no chromium with its chromedriver in the PATH")
@WithJenkins
class PagesInABrowserTest {

    private static final String TIMELINE = "svg.clean-kill-timeline";
    private static final String PAPER = "['.clean-kill-paper', 'fill']";
    private static final String RUNG = "['.clean-kill-rung', 'fill']";

    /** Jenkins' experiments, which a user may turn on. */
    private static final List<String> NEW_PAGES =
            List.of("new-build-page.flag.defaultValue", "new-job-page.flag.defaultValue");

    private static JenkinsRule jenkins;
    private static AbortedBuild aborted;
    private static Browser browser;

    @BeforeAll
    static void abortABuildAndOpenABrowser(JenkinsRule rule) throws Exception {
        browser = Browser.open();
        jenkins = rule;
        aborted = AbortedBuild.in(rule);
        jenkins.createProject(WorkflowJob.class, "pipeline");
        JobWithTrend.in(jenkins, "trend", 60);
    }

    @AfterEach
    void nothingIsSet() {
        CleanKillConfiguration.get().setDefaults(new KillFields());
        CleanKillConfiguration.get().setLeftoversFixed(false);
        CleanKillConfiguration.get().setKeepFixed(false);
        ThemeManagerPageDecorator.get().setTheme(null);
        NEW_PAGES.forEach(System::clearProperty);
    }

    @AfterAll
    static void nothingOfTheBuildLives() throws Exception {
        if (browser != null) {
            browser.close();
            aborted.assertThatNothingOfItLives();
        }
    }

    @Test
    void theContentSecurityPolicyIsEnforcedHere() throws Exception {
        HttpResponse<Void> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(report())).build(), HttpResponse.BodyHandlers.discarding());

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("script-src").doesNotContain("unsafe-inline'; script"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theReportShowsTheProcessesThatTheScriptHad(String scheme) throws Exception {
        theme(scheme).screen(1280, 1400).go(report(), TIMELINE);

        assertThat(aborted.pids()).hasSize(3);
        for (String pid : aborted.pids()) {
            assertThat(browser.texts("svg.clean-kill-timeline text")).anyMatch(text -> text.endsWith("(" + pid + ")"));
            assertThat(browser.texts(".jenkins-table td:first-child")).contains(pid);
        }
        assertThat(browser.texts("#main-panel h2")).containsExactly("Aborted by alice, on the built-in node");
        assertThat(browser.texts("#main-panel section > p").get(0)).contains("had to be killed.", "It ignores SIGTERM");
        browser.picture("report-" + scheme);
        assertNoComplaint();
    }

    @Test
    void aNastyNameIsTextOnEveryPage() throws Exception {
        String shown = "x\\x0a[clean-kill] Over <img src=x onerror=alert(1)>\"\\x1b[31m\\...";
        browser.go(report(), TIMELINE);
        assertThat(browser.texts(".clean-kill-command")).contains(shown);
        assertThat(browser.texts("svg.clean-kill-timeline title")).anyMatch(title -> title.startsWith(shown + " ("));
        assertThat(browser.evaluate("document.querySelectorAll('#main-panel img').length"))
                .isEqualTo(0L);

        browser.go(url(aborted.build().getUrl() + "console"), "pre.console-output");
        assertThat(browser.texts("pre.console-output").get(0))
                .contains("[clean-kill] " + shown + " (", ") ignores SIGTERM; killed after ")
                .doesNotContain("\u001b[8mha:", "aaaaaaaaaa");
        browser.picture("console");

        browser.go(report() + "api/json", "body");
        assertThat(browser.texts("body").get(0)).contains("onerror=alert(1)>").doesNotContain("aaaaaaaaaa");
        assertNoComplaint();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePictureOfItsOwnFollowsTheSystem(String scheme) throws Exception {
        browser.scheme(scheme).go(report() + "termination/1/timeline.svg", "svg");

        assertThat(browser.style(".clean-kill-paper", "fill"))
                .isEqualTo(scheme.equals("dark") ? "rgb(21, 25, 31)" : "rgb(255, 255, 255)");
        assertNoComplaint();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everythingOnThePageCanBeReadInEitherTheme(String scheme) throws Exception {
        theme(scheme).screen(1280, 1400).go(report(), TIMELINE);
        Contrast contrast = new Contrast(browser);
        String page = "['body', 'backgroundColor'], ";

        assertThat(browser.evaluate("document.documentElement.dataset.theme"))
                .isEqualTo(scheme.equals("dark") ? "dark" : "none");
        assertThat(contrast.lowest(".clean-kill-why, .clean-kill-from", "color", page))
                .isGreaterThan(Contrast.TEXT);
        for (String behind : List.of(page + PAPER, page + PAPER + ", " + RUNG)) {
            assertThat(contrast.lowest(TIMELINE + " text", "fill", behind)).isGreaterThan(Contrast.TEXT);
            assertThat(contrast.lowest(TIMELINE + " rect[rx]", "fill", behind)).isGreaterThan(Contrast.PICTURE);
            assertThat(contrast.lowest(TIMELINE + " circle", "stroke", behind)).isGreaterThan(Contrast.PICTURE);
        }

        browser.go(report() + "termination/1/timeline.svg", "svg");
        for (String behind : List.of(PAPER, PAPER + ", " + RUNG)) {
            assertThat(contrast.lowest("text", "fill", behind)).isGreaterThan(Contrast.TEXT);
            assertThat(contrast.lowest("rect[rx]", "fill", behind)).isGreaterThan(Contrast.PICTURE);
        }
        assertNoComplaint();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void theBuildsPageLeadsToTheReportAndSaysWhy(int width) throws Exception {
        browser.screen(width, 900).go(url(aborted.build().getUrl()), ".app-summary a[href='clean-kill/']");

        assertThat(browser.texts("#side-panel a[href$='/clean-kill']:has(svg)")).containsExactly("Clean kill");
        assertThat(browser.texts("#main-panel a[href*='clean-kill']")).containsExactly("Clean kill");
        assertThat(browser.texts(".app-summary"))
                .anyMatch(text -> text.contains("had to be killed. Over after ")
                        && text.contains(" The last to end was ")
                        && text.contains("It ignores SIGTERM."));
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.picture("build-" + width);
        assertNoComplaint();
    }

    @Test
    void onThePageThePictureFollowsTheTheme() throws Exception {
        browser.scheme("light").go(report(), TIMELINE);
        browser.evaluate("document.documentElement.style.setProperty('--text-color', 'rgb(1, 2, 3)')");
        browser.evaluate("document.documentElement.style.setProperty('--background', 'rgb(4, 5, 6)')");

        assertThat(browser.style("svg .clean-kill-ink", "fill")).isEqualTo("rgb(1, 2, 3)");
        assertThat(browser.style("svg .clean-kill-paper", "fill")).isEqualTo("rgb(4, 5, 6)");
    }

    @Test
    void aPhoneIsWideEnough() throws Exception {
        browser.scheme("light").screen(360, 740);
        for (String page : List.of(report(), report() + "termination/1/")) {
            browser.go(page, TIMELINE);

            assertThat(browser.evaluate("document.documentElement.scrollWidth + ' of ' + innerWidth"))
                    .as(page)
                    .isEqualTo("360 of 360");
            assertThat((Long) browser.evaluate("document.querySelector('.clean-kill-scroll').scrollWidth"))
                    .as("the picture scrolls by itself")
                    .isGreaterThan(360);
        }
        browser.picture("report-phone");
    }

    @Test
    void theKeyboardReachesWhatScrollsAndEveryLinkAndTheFocusIsSeen() throws Exception {
        browser.screen(1280, 1000).go(report(), TIMELINE);
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 80 && !reached.contains("The timeline as a picture of its own"); i++) {
            WebElement focused = browser.press(Keys.TAB);
            String label = focused.getDomAttribute("aria-label");
            reached.add(label == null ? focused.getDomProperty("textContent").strip() : label);
            if (label != null && label.startsWith("Timeline of termination 1")) {
                assertThat(focused.getCssValue("outline-style")).isEqualTo("solid");
            }
        }

        assertThat(reached)
                .contains("Processes of termination 1", "The same as JSON", "The timeline as a picture of its own")
                .anyMatch(label -> label.startsWith("Timeline of termination 1"));
    }

    @ParameterizedTest
    @CsvSource({"360, dark", "1280, light"})
    void theAgentsPageEndsWhatABuildHasLeftByKeyboard(int width, String scheme) throws Exception {
        try (StrayProcess left = StrayProcess.listening(Origins.of(aborted.build()))) {
            UsedNodes.get().add("");
            theme(scheme).screen(width, 900).go(url("computer/(built-in)/processes-of-builds/"), ".clean-kill-end");

            assertThat(browser.texts("#main-panel td:first-child")).containsExactly("" + left.pid());
            assertThat(browser.texts("#main-panel td:nth-child(4)").get(0)).startsWith("127.0.0.1:");
            assertThat(browser.texts("#main-panel h2 a[href$='/job/deploy/1/']"))
                    .hasSize(1);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            assertThat(new Contrast(browser)
                            .lowest(
                                    "#main-panel td, #main-panel p, .clean-kill-end",
                                    "color",
                                    "['body', 'backgroundColor']"))
                    .isGreaterThan(Contrast.TEXT);
            browser.picture("agent-" + width + "-" + scheme);
            for (int i = 0;
                    i < 80
                            && !browser.evaluate("document.activeElement.className")
                                    .toString()
                                    .contains("clean-kill-end");
                    i++) {
                browser.press(Keys.TAB);
            }
            browser.press(Keys.ENTER);
            browser.await("dialog[open] .jenkins-button--primary");
            browser.picture("agent-confirm-" + width + "-" + scheme);
            browser.press(Keys.ENTER);

            assertThat(left.ends()).isTrue();
            browser.await("#main-panel .clean-kill-ending");
            assertNoComplaint();
            browser.go(url("computer/"), "a[href$='computer/(built-in)/']");
            browser.picture("computers-" + width + "-" + scheme);
            assertNoComplaint();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theFormsOpenWithoutAComplaint(String scheme) throws Exception {
        theme(scheme).screen(1280, 1400).go(url(aborted.job().getUrl() + "configure"), "[name='_.softKillSeconds']");
        assertThat(new SettingsForm(browser).value("softKillSeconds")).isEqualTo("2");
        browser.picture("job-" + scheme);
        assertNoComplaint();

        browser.go(url("manage/configure"), "[name='_.capSeconds']");
        browser.picture("global-" + scheme);
        assertNoComplaint();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline-syntax/",
                "job/pipeline/pipeline-syntax/",
                "directive-generator/",
                "job/pipeline/directive-generator/"
            })
    void theGeneratorsShowTheControllersDefaultsAndWriteOnlyWhatIsSet(String page) throws Exception {
        SettingsForm.setDefaults();
        Generators generator = new Generators(browser.screen(1280, 1400));
        generator.open(url(page));

        new SettingsForm(browser).assertThatTheDefaultsAreShownAndNothingIsSet();
        assertThat(generator.generated()).contains("withCleanKill").doesNotContain("(", ":");
        browser.type("[name='_.softKillSeconds']", "60");
        assertThat(generator.generated()).contains("withCleanKill(softKillSeconds: 60)");
        assertNoComplaint();
    }

    @Test
    void aJobsFormShowsTheControllersDefaultsAndTheControllersOwnWhatIsBuiltIn() throws Exception {
        SettingsForm.setDefaults();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(new CleanKillBuildWrapper());
        browser.screen(1280, 1400).go(url(job.getUrl() + "configure"), "option[value='unstable']");
        new SettingsForm(browser).assertThatTheDefaultsAreShownAndNothingIsSet();

        browser.go(url("manage/configure"), "select[name='_.leftovers'] option[value='unstable']");
        SettingsForm form = new SettingsForm(browser);
        assertThat(form.value("ladder")).isEqualTo("INT 30s, TERM 20s");
        assertThat(form.placeholder("softKillSeconds")).isEqualTo("(default: 15)");
        assertThat(form.defaultChoice("leftovers")).isEqualTo("(default: kill)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job/deploy/configure", "manage/configure", "pipeline-syntax/", "directive-generator/"})
    void aPhoneIsWideEnoughForTheForms(String page) throws Exception {
        if (page.endsWith("/")) {
            // Jenkins' own menu, from which the step is chosen, is wider than a phone.
            new Generators(browser.screen(1280, 1400)).open(url(page));
            browser.screen(360, 740);
        } else {
            browser.screen(360, 740).go(url(page), "select[name='_.leftovers'] option[value='fail']");
        }

        new SettingsForm(browser).assertThatItFits(page);
    }

    @ParameterizedTest
    @CsvSource({"360, light, pipeline-syntax/", "1280, dark, directive-generator/"})
    void whatTheAdministratorHasFixedStandsInPlaceOfItsField(int width, String scheme, String generators)
            throws Exception {
        SettingsForm.setDefaults();
        CleanKillConfiguration.get().setLeftoversFixed(true);
        CleanKillConfiguration.get().setKeepFixed(true);
        String[] fixed = {"Fixed by the administrator: fail", "Fixed by the administrator: <img src=x>"};
        String form = "[...document.querySelectorAll('.jenkins-form-item')].map(item => item.innerText).join('|')";
        theme(scheme).screen(width, 1100).go(url("job/deploy/configure"), "[name='_.afterKillSeconds']");

        assertThat((String) browser.evaluate(form)).contains(fixed).doesNotContain("(default: fail)");
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.evaluate("document.querySelector(\"[name='_.ladder']\").scrollIntoView()");
        browser.picture("fixed-" + width + "-" + scheme);
        Generators generator = new Generators(browser.screen(1280, 1400));
        generator.open(url("job/pipeline/" + generators));
        assertThat((String) browser.evaluate(form)).contains(fixed);
        assertThat(generator.generated()).contains("withCleanKill").doesNotContain("leftovers", "keep");
        assertNoComplaint();
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "360, light", "360, dark"})
    void aJobsTrendCanBeReadBesideItsBuildsAndOnAPageOfItsOwn(int width, String scheme) throws Exception {
        String picture = "svg.clean-kill-trend";
        theme(scheme).screen(width, 1100).go(url("job/trend/"), picture);
        assertThat((Long) browser.evaluate("document.querySelectorAll('" + picture + " rect').length"))
                .isEqualTo(30);
        assertNothingIsCutOff(".clean-kill-trend-box, .clean-kill-trend-box *");
        assertTrendCanBeRead(picture);
        browser.picture("trend-box-" + width + "-" + scheme);

        browser.go(url("job/trend/clean-kill/"), picture);
        assertThat((Long) browser.evaluate("document.querySelectorAll('" + picture + " rect').length"))
                .isEqualTo(60);
        assertThat(browser.texts(".clean-kill-trend-builds tbody tr")).hasSize(60);
        assertTrendCanBeRead(picture);
        browser.picture("trend-" + width + "-" + scheme);
    }

    private static void assertTrendCanBeRead(String picture) {
        Contrast contrast = new Contrast(browser);
        String page = "['body', 'backgroundColor']";
        assertThat(contrast.lowest(picture + " rect", "fill", page)).isGreaterThan(Contrast.PICTURE);
        assertThat(contrast.lowest(picture + " text", "fill", page)).isGreaterThan(Contrast.TEXT);
        assertThat(contrast.lowest(".clean-kill-trend-legend, #main-panel p", "color", page))
                .isGreaterThan(Contrast.TEXT);
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertNoComplaint();
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "360, dark"})
    void jenkinsNewPagesOfJobsAndBuildsShowTheSame(int width, String scheme) throws Exception {
        NEW_PAGES.forEach(flag -> System.setProperty(flag, "true"));
        theme(scheme).screen(width, 1100).go(url(aborted.build().getUrl()), "a[href='clean-kill/']");

        assertThat(browser.texts(".app-build__grid")).anyMatch(text -> text.contains("had to be killed. Over after "));
        assertNothingIsCutOff("a[href='clean-kill/'], .app-summary div");
        browser.picture("new-build-page-" + width + "-" + scheme);

        browser.go(report(), TIMELINE);
        assertThat(browser.texts("#main-panel h2")).contains("Aborted by alice, on the built-in node");
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        browser.picture("new-build-page-report-" + width + "-" + scheme);

        browser.go(url("job/trend/"), "svg.clean-kill-trend");
        assertNothingIsCutOff(".clean-kill-trend-box, .clean-kill-trend-box *");
        assertThat(browser.evaluate("(box => box.getBoundingClientRect().left"
                        + " >= box.parentElement.parentElement.getBoundingClientRect().left)"
                        + "(document.querySelector('.clean-kill-trend-box'))"))
                .as("the box is within its card")
                .isEqualTo(true);
        browser.picture("new-job-page-" + width + "-" + scheme);

        browser.go(url("job/trend/clean-kill/"), "svg.clean-kill-trend");
        assertTrendCanBeRead("svg.clean-kill-trend");
        browser.picture("new-job-page-trend-" + width + "-" + scheme);
    }

    private static void assertNothingIsCutOff(String selector) {
        assertThat(browser.evaluate("[...document.querySelectorAll(\"" + selector + "\")]"
                        + ".every(part => part.getBoundingClientRect().left >= 0"
                        + " && part.getBoundingClientRect().right <= innerWidth)"))
                .as("nothing of " + selector + " is cut off")
                .isEqualTo(true);
    }

    @Test
    void theKeyboardReachesTheTrendItsTablesAndItsBuilds() throws Exception {
        browser.screen(1280, 1000).go(url("job/trend/clean-kill/"), "svg.clean-kill-trend");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 80 && !reached.contains("#60"); i++) {
            WebElement focused = browser.press(Keys.TAB);
            String label = focused.getDomAttribute("aria-label");
            reached.add(label == null ? focused.getDomProperty("textContent").strip() : label);
            if ("Killed most".equals(label)) {
                assertThat(focused.getCssValue("outline-style")).isEqualTo("solid");
            }
        }

        assertThat(reached)
                .contains("Killed most", "Builds", "#60")
                .anyMatch(label -> label.startsWith("How the processes of the latest builds ended"));
    }

    private static void assertNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static String report() throws Exception {
        return url(aborted.report());
    }

    private static String url(String path) throws Exception {
        return jenkins.getURL() + path;
    }

    /** The theme of the whole Jenkins: the dark one is that of the Dark Theme plugin. */
    private static Browser theme(String name) {
        ThemeManagerPageDecorator.get().setTheme(name.equals("dark") ? new DarkThemeManagerFactory() : null);
        return browser.scheme(name);
    }
}
