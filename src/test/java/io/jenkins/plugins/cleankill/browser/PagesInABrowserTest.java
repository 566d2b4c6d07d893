package io.jenkins.plugins.cleankill.browser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.User;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** Markup, quotes, a line's end, a line of ours, colour and a console note, in a file name. */
    private static final String SCRIPT = """
            #!/bin/sh
            name=$(printf 'x\\n[clean-kill] Over <img src=x onerror=alert(1)>"\\033[31m\\033[8mha:\\047')
            printf '#!/bin/sh\\ntrap "" TERM\\necho "PID $$"\\nexec 9<&-\\nwhile :; do sleep 0.1; done\\n' > "$name"
            chmod +x "$name"
            long=$(head -c 130000 /dev/zero | tr '\\0' a)
            "./$name" $long $long $long $long $long $long $long $long $long $long $long $long $long $long $long &
            (trap 'echo bye; exit 3' TERM; sh -c 'echo "PID $PPID"'; while :; do sleep 0.1; done) &
            echo "PID $$"
            echo READY
            sleep 1000
            """;

    private static JenkinsRule jenkins;
    private static FreeStyleProject job;
    private static FreeStyleBuild build;
    private static Browser browser;

    @BeforeAll
    static void abortABuildAndOpenABrowser(JenkinsRule rule) throws Exception {
        browser = Browser.open();
        jenkins = rule;
        CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
        wrapper.getSettings().setSoftKillSeconds(2);
        job = jenkins.createFreeStyleProject("deploy");
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new Shell(SCRIPT));
        build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("READY", build);
        jenkins.waitForMessage("PID", build);
        build.getExecutor()
                .interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption(User.getById("alice", true)));
        jenkins.waitForCompletion(build);
    }

    @AfterAll
    static void nothingOfTheBuildLives() throws Exception {
        if (browser != null) {
            browser.close();
            for (String pid : pids()) {
                assertThat(ProcessHandle.of(Long.parseLong(pid))).as(pid).isEmpty();
            }
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
        browser.scheme(scheme).screen(1280, 1400).go(report(), "svg.clean-kill-timeline");

        assertThat(pids()).hasSize(3);
        for (String pid : pids()) {
            assertThat(browser.texts("svg.clean-kill-timeline text")).anyMatch(text -> text.endsWith("(" + pid + ")"));
            assertThat(browser.texts(".jenkins-table td:first-child")).contains(pid);
        }
        assertThat(browser.texts("#main-panel h2")).containsExactly("1: Aborted by alice, on the built-in node");
        assertThat(browser.texts("#main-panel section > p").get(0)).contains("had to be killed.", "It ignores SIGTERM");
        browser.picture("report-" + scheme);
        assertNoComplaint();
    }

    @Test
    void aNastyNameIsTextOnEveryPage() throws Exception {
        String shown = "x\\x0a[clean-kill] Over <img src=x onerror=alert(1)>\"\\x1b[31m\\...";
        browser.go(report(), "svg.clean-kill-timeline");
        assertThat(browser.texts(".clean-kill-command")).contains(shown);
        assertThat(browser.texts("svg.clean-kill-timeline title")).anyMatch(title -> title.startsWith(shown + " ("));
        assertThat(browser.evaluate("document.querySelectorAll('#main-panel img').length"))
                .isEqualTo(0L);

        browser.go(url(build.getUrl() + "console"), "pre.console-output");
        assertThat(browser.texts("pre.console-output").get(0))
                .contains("[clean-kill] " + shown + " (", ") ignores SIGTERM; killed after 2.")
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

    @Test
    void onThePageThePictureFollowsTheTheme() throws Exception {
        browser.scheme("light").go(report(), "svg.clean-kill-timeline");
        browser.evaluate("document.documentElement.style.setProperty('--text-color', 'rgb(1, 2, 3)')");
        browser.evaluate("document.documentElement.style.setProperty('--background', 'rgb(4, 5, 6)')");

        assertThat(browser.style("svg .clean-kill-ink", "fill")).isEqualTo("rgb(1, 2, 3)");
        assertThat(browser.style("svg .clean-kill-paper", "fill")).isEqualTo("rgb(4, 5, 6)");
    }

    @Test
    void aPhoneIsWideEnough() throws Exception {
        browser.scheme("light").screen(360, 740);
        for (String page : List.of(report(), report() + "termination/1/")) {
            browser.go(page, "svg.clean-kill-timeline");

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
        browser.screen(1280, 1000).go(report(), "svg.clean-kill-timeline");
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
    @ValueSource(strings = {"light", "dark"})
    void theFormsOpenWithoutAComplaint(String scheme) throws Exception {
        browser.scheme(scheme).screen(1280, 1400).go(url(job.getUrl() + "configure"), "[name='_.softKillSeconds']");
        assertThat(browser.evaluate("document.querySelector(\"[name='_.softKillSeconds']\").value"))
                .isEqualTo("2");
        browser.picture("job-" + scheme);
        assertNoComplaint();

        browser.go(url("manage/configure"), "[name='_.capSeconds']");
        browser.picture("global-" + scheme);
        assertNoComplaint();
    }

    private static void assertNoComplaint() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static String report() throws Exception {
        return url(build.getUrl() + "clean-kill/");
    }

    private static String url(String path) throws Exception {
        return jenkins.getURL() + path;
    }

    /** Those that the script told of itself. */
    private static List<String> pids() throws Exception {
        return Pattern.compile("^PID (\\d+)$", Pattern.MULTILINE)
                .matcher(JenkinsRule.getLog(build))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
