package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CleanKillBuildWrapperTest {

    private static JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void nothingIsSet() {
        CleanKillConfiguration.get().setDefaults(new KillFields());
        CleanKillConfiguration.get().setKeepReports(null);
    }

    @BeforeEach
    void createJob() throws Exception {
        job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(new CleanKillBuildWrapper());
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        KillFields before = new KillFields();
        before.setSoftKillSeconds(60);
        before.setDelivery("all");
        before.setLeftovers("fail");
        before.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        before.setDumpThreads(true);
        before.setContainers("stop");
        before.setOnAbort("./save.sh");
        before.setOnAbortSeconds(7);
        before.setAfterKill("./unlock.sh");
        before.setAfterKillSeconds(8);
        wrapper().setSettings(before);

        jenkins.configRoundtrip(job);

        assertThat(wrapper().getSettings()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void theFormKeepsEmptyFieldsEmptyWhateverTheControllersDefaultsAre() throws Exception {
        KillFields defaults = new KillFields();
        defaults.setSoftKillSeconds(60);
        defaults.setLeftovers("fail");
        defaults.setDumpThreads(true);
        CleanKillConfiguration.get().setDefaults(defaults);

        jenkins.configRoundtrip(job);

        assertThat(wrapper().getSettings()).usingRecursiveComparison().isEqualTo(new KillFields());
    }

    @Test
    void theFormHasHelp() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            String help = client.executeOnServer(() -> wrapper().getDescriptor().getHelpFile());

            assertThat(client.goTo(help.substring(1)).getBody().getTextContent())
                    .contains("no next command of a script runs");
        }
    }

    @Test
    void theFormRefusesByName() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.getPage(job, "configure").getFormByName("config");
            form.getInputByName("_.ladder").setValue("FOO 1s");

            assertThatExceptionOfType(FailingHttpStatusCodeException.class)
                    .isThrownBy(() -> jenkins.submit(form))
                    .satisfies(e -> assertThat(e.getResponse().getContentAsString())
                            .contains("ladder: ", "FOO 1s", "one of the signals"));
        }
    }

    @Test
    void theJobsFileKeepsEveryField() throws Exception {
        wrapper().getSettings().setLadder("INT 30s, TERM 20s");
        wrapper().getSettings().setKeep(List.of("adb"));
        job.save();

        job.doReload();

        assertThat(wrapper().getSettings().getLadder()).isEqualTo("INT 30s, TERM 20s");
        assertThat(wrapper().getSettings().getKeep()).containsExactly("adb");
    }

    @Test
    void theFormRefusesWindowsOverTheCap() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.getPage(job, "configure").getFormByName("config");
            form.getInputByName("_.ladder").setValue("TERM 11m");

            assertThatExceptionOfType(FailingHttpStatusCodeException.class)
                    .isThrownBy(() -> jenkins.submit(form))
                    .satisfies(e -> assertThat(e.getResponse().getContentAsString())
                            .contains("at most 600s for all windows together"));
        }
        assertThat(wrapper().getSettings().getLadder()).isNull();
    }

    @Test
    void aCapThatIsLoweredBreaksNeitherTheJobsBuildsNorItsPages() throws Exception {
        wrapper().getSettings().setLadder("TERM 5m");
        job.save();
        CleanKillConfiguration.get().setCapSeconds(60);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

            jenkins.assertLogContains(
                    "[clean-kill] ladder: 'TERM 300s' is over the administrator's limit of 60 s; 'TERM 60s' holds",
                    build);
            client.getPage(job, "configure");
            client.goTo("configure");
        } finally {
            CleanKillConfiguration.get().setCapSeconds(CleanKillConfiguration.DEFAULT_CAP_SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<delivery>everyone</delivery>|delivery: 'everyone' is not allowed; allowed: structured, all, main",
                "<softKillSeconds>soon</softKillSeconds>|softKillSeconds: 'soon' is not allowed; allowed: whole"
                        + " seconds, 1 or more",
                "<softKillSeconds>0</softKillSeconds>|softKillSeconds: '0' is not allowed; allowed: whole seconds, 1"
                        + " or more",
                "<ladder>TERM 11m</ladder>|ladder: 'TERM 660s' is not allowed; allowed: at most 600s",
                "<ladder>INT 1s</ladder><softKillSeconds>5</softKillSeconds>|either softKillSeconds or ladder, not"
                        + " both",
                "<keep>[a</keep>|keep: '[a' is not allowed"
            })
    void xmlThatCannotBeUsedIsRefusedByFieldValueAndWhatIsAllowed(String fields, String message) throws Exception {
        wrapper().getSettings().setLadder("INT 30s, TERM 20s");
        job.save();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setThrowExceptionOnFailingStatusCode(false);
            WebRequest post = new WebRequest(client.createCrumbedUrl(job.getUrl() + "config.xml"), HttpMethod.POST);
            post.setRequestBody(xml(fields));
            post.setAdditionalHeader("Content-Type", "application/xml");

            WebResponse answer = client.getPage(post).getWebResponse();

            assertThat(answer.getStatusCode()).isEqualTo(500);
            assertThat(answer.getContentAsString().replace("&#039;", "'").replace("&#39;", "'"))
                    .contains(message);
        }
        assertThat(job.getConfigFile().asString()).contains("<ladder>INT 30s, TERM 20s<");
    }

    @Test
    void aBadValueInTheJobsFileLosesNothingElse() throws Exception {
        Files.writeString(
                job.getConfigFile().getFile().toPath(),
                xml("<delivery>everyone</delivery><keep>adb</keep><onAbortSeconds>soon</onAbortSeconds>"));

        job.doReload();

        assertThat(wrapper().getSettings().getKeep()).containsExactly("adb");
        assertThat(wrapper().getSettings().getOnAbortSeconds()).isNull();
        jenkins.assertLogContains(
                "delivery: 'everyone' is not allowed; allowed: structured, all, main",
                jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    private String xml(String fields) throws Exception {
        String file = job.getConfigFile().asString();
        return file.replaceFirst(
                "(?s)(<" + CleanKillBuildWrapper.class.getName() + "[^>]*>).*?(</"
                        + CleanKillBuildWrapper.class.getName() + ">)",
                "$1<settings>" + fields + "</settings>$2");
    }

    @Test
    void theSampleInTheReadmeIsJobDsl() throws Exception {
        Matcher sample =
                Pattern.compile("(?s)```groovy\n(job\\(.*?)```").matcher(Files.readString(Path.of("README.md")));
        assertThat(sample.find()).as("a Job DSL sample in README.md").isTrue();
        dsl(sample.group(1), Result.SUCCESS);

        KillFields made = jenkins.jenkins
                .getItemByFullName("build", FreeStyleProject.class)
                .getBuildWrappersList()
                .get(CleanKillBuildWrapper.class)
                .getSettings();
        assertThat(made.getLadder()).isEqualTo("INT 30s, TERM 20s");
        assertThat(made.getKeep()).containsExactly("adb");
    }

    @Test
    void jobDslBindsItsData() throws Exception {
        dsl("""
            job('made') { wrappers { cleanKill { settings {
                ladder('INT 30s, TERM 20s')
                delivery('all')
                leftovers('fail')
                keep(['adb', '*GradleDaemon*'])
                dumpThreads(true)
                dumpSignals('TTIN')
                containers('stop')
                onAbort('./save.sh')
                onAbortSeconds(7)
                afterKill('./unlock.sh')
                afterKillSeconds(8)
            } } } }\
            """, Result.SUCCESS);

        KillFields expected = new KillFields();
        expected.setLadder("INT 30s, TERM 20s");
        expected.setDelivery("all");
        expected.setLeftovers("fail");
        expected.setKeep(List.of("adb", "*GradleDaemon*"));
        expected.setDumpThreads(true);
        expected.setDumpSignals("TTIN");
        expected.setContainers("stop");
        expected.setOnAbort("./save.sh");
        expected.setOnAbortSeconds(7);
        expected.setAfterKill("./unlock.sh");
        expected.setAfterKillSeconds(8);
        FreeStyleProject made = jenkins.jenkins.getItemByFullName("made", FreeStyleProject.class);
        assertThat(made.getBuildWrappersList().get(CleanKillBuildWrapper.class).getSettings())
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @Test
    void jobDslThatCannotBeUsedIsRefusedByFieldValueAndWhatIsAllowed() throws Exception {
        jenkins.assertLogContains(
                "leftovers: 'ignore' is not allowed; allowed: kill, report, unstable, fail",
                dsl("job('bad') { wrappers { cleanKill { settings { leftovers('ignore') } } } }", Result.FAILURE));
    }

    private static FreeStyleBuild dsl(String script, Result result) throws Exception {
        FreeStyleProject seed = jenkins.createFreeStyleProject();
        ExecuteDslScripts scripts = new ExecuteDslScripts();
        scripts.setScriptText(script);
        scripts.setUseScriptText(true);
        seed.getBuildersList().add(scripts);
        return jenkins.buildAndAssertStatus(result, seed);
    }

    @Test
    void oldReportsGoWhenABuildEnds() throws Exception {
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        Path first = Files.createDirectories(job.getBuildDir().toPath().resolve("1/clean-kill"))
                .resolve("1.json");
        Path second = Files.createDirectories(job.getBuildDir().toPath().resolve("2/clean-kill"))
                .resolve("1.json");
        Files.writeString(first, "{}");
        Files.writeString(second, "{}");

        jenkins.buildAndAssertSuccess(job);
        assertThat(first).as("kept while nobody wants anything else").exists();
        CleanKillConfiguration.get().setKeepReports(1);
        jenkins.buildAndAssertSuccess(job);
        jenkins.waitUntilNoActivity();

        assertThat(first).doesNotExist();
        assertThat(second).exists();
    }

    private CleanKillBuildWrapper wrapper() {
        return job.getBuildWrappersList().get(CleanKillBuildWrapper.class);
    }
}
