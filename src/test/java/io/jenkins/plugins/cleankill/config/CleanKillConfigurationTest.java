package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import io.jenkins.plugins.cleankill.support.SupportBundle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CleanKillConfigurationTest {

    private static JenkinsRule jenkins;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void nothingIsSet() {
        EverySetting.unset();
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        EverySetting.set();

        jenkins.configRoundtrip();

        EverySetting.assertSet(configuration());
    }

    @Test
    void theFormKeepsEmptyFieldsEmpty() throws Exception {
        jenkins.configRoundtrip();

        assertThat(configuration().getDefaults()).usingRecursiveComparison().isEqualTo(new KillFields());
        assertThat(configuration().getCapSeconds()).isEqualTo(600);
        assertThat(configuration().isArgumentsInReports()).isFalse();
        assertThat(configuration().getKeepReports()).isNull();
        assertThat(configuration().getKeepReportsDays()).isNull();
    }

    @Test
    void whatTheFormEmptiesIsNoLongerSet() throws Exception {
        EverySetting.set();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.keepReports").setValue("");
            form.getInputByName("_.ladder").setValue("");
            form.getInputByName("_.argumentsInReports").click();
            jenkins.submit(form);
        }

        assertThat(configuration().getKeepReports()).isNull();
        assertThat(configuration().getKeepReportsDays()).isEqualTo(30);
        assertThat(configuration().isArgumentsInReports()).isFalse();
        assertThat(configuration().getDefaults().getLadder()).isNull();
    }

    @Test
    void theFormRefusesDefaultsOverTheCapByName() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.capSeconds").setValue("30");
            form.getInputByName("_.ladder").setValue("INT 30s, TERM 20s");

            assertThatExceptionOfType(FailingHttpStatusCodeException.class)
                    .isThrownBy(() -> jenkins.submit(form))
                    .satisfies(e -> assertThat(e.getResponse().getContentAsString())
                            .contains("at most 30s for all windows together"));
        }
        assertThat(configuration().getCapSeconds()).as("nothing of it is taken").isEqualTo(600);
        assertThat(configuration().getDefaults().getLadder()).isNull();
    }

    @Test
    void ofAFormThatIsRefusedNothingHolds() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.everyBuild").click();
            form.getInputByName("_.argumentsInReports").click();
            form.getInputByName("_.capSeconds").setValue("700");
            form.getInputByName("_.keepReportsDays").setValue("0");

            assertThatExceptionOfType(FailingHttpStatusCodeException.class)
                    .isThrownBy(() -> jenkins.submit(form))
                    .satisfies(e ->
                            assertThat(e.getResponse().getContentAsString()).contains("keepReportsDays"));
        }

        EverySetting.assertNotSet(configuration());
        configuration().save();
        EverySetting.assertNotSet(new CleanKillConfiguration());
    }

    @Test
    void ofCodeThatIsRefusedNothingHolds() {
        assertThatException()
                .isThrownBy(() -> configure("unclassified: {cleanKill: {argumentsInReports: true, capSeconds: 700,"
                        + " deadBuilds: kill, everyBuild: true, leftoversFixed: true, keepFixed: true, keepReports: 5,"
                        + " keepReportsDays: 0}}"))
                .satisfies(e -> assertThat(e).hasStackTraceContaining("keepReportsDays: '0' is not allowed"));

        EverySetting.assertNotSet(configuration());
        configuration().save();
        EverySetting.assertNotSet(new CleanKillConfiguration());
    }

    @Test
    void codeThatIsRefusedIsRefusedBeforeAnythingElseOfItHolds() {
        String before = jenkins.jenkins.getSystemMessage();

        assertThatException()
                .isThrownBy(() ->
                        configure("jenkins: {systemMessage: 'new'}\nunclassified: {cleanKill: {keepReports: 0}}"));

        assertThat(jenkins.jenkins.getSystemMessage()).isEqualTo(before);
    }

    @Test
    void aCapBelowWhatTheDefaultsNeedIsRefusedNamingBoth() {
        KillFields defaults = new KillFields();
        defaults.setLadder("TERM 5m");
        configuration().setDefaults(defaults);

        assertThatException()
                .isThrownBy(() -> configure("unclassified: {cleanKill: {capSeconds: 60}}"))
                .satisfies(e -> assertThat(e).hasStackTraceContaining("capSeconds: '60'", "TERM 300s"));

        assertThat(configuration().getCapSeconds()).isEqualTo(600);
        assertThat(configuration().resolve(new KillFields()).settings().ladder())
                .isEqualTo(Ladder.parse("TERM 5m"));
    }

    @Test
    void whatIsSetIsStillThereAfterARestart() {
        EverySetting.set();

        EverySetting.assertSet(new CleanKillConfiguration());
    }

    @Test
    void aFileWithBadValuesLosesNothingElse() throws Exception {
        EverySetting.set();
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(CleanKillConfiguration.class.getName() + ".xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("<delivery>main<", "<delivery>everyone<")
                        .replace("<onAbortSeconds>7<", "<onAbortSeconds>soon<")
                        .replace("<keepReports>100<", "<keepReports>-1<"));

        CleanKillConfiguration restarted = new CleanKillConfiguration();

        assertThat(restarted.getKeepReports()).isNull();
        assertThat(restarted.getDefaults().getDelivery()).isNull();
        assertThat(restarted.getDefaults().getOnAbortSeconds()).isNull();
        assertThat(restarted.getDefaults().getLadder()).isEqualTo("INT 30s, TERM 20s");
        assertThat(restarted.getDefaults().getKeep()).containsExactly("[ab]db", "*GradleDaemon*");
        assertThat(restarted.getCapSeconds()).isEqualTo(900);
        assertThat(restarted.getKeepReportsDays()).isEqualTo(30);
        assertThat(restarted.resolve(new KillFields()).settings().dumpThreads()).isFalse();
    }

    @Test
    void theSampleInTheReadmeIsConfigurationAsCode() throws Exception {
        configure(sampleOfTheReadme());

        assertThat(configuration().getCapSeconds()).isEqualTo(900);
        assertThat(configuration().getDefaults().getLadder()).isEqualTo("INT 30s, TERM 20s");
        assertThat(configuration().getDefaults().getLeftovers()).isEqualTo("unstable");
        assertThat(configuration().getDefaults().getKeep()).containsExactly("adb", "*GradleDaemon*");
        assertThat(configuration().getKeepReportsDays()).isEqualTo(90);
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        EverySetting.set();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String ours = Pattern.compile("(?ms)^  cleanKill:\n.*?(?=^ {0,2}\\S)")
                .matcher(exported.toString(StandardCharsets.UTF_8))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        nothingIsSet();

        configure("unclassified:\n" + ours);

        EverySetting.assertSet(configuration());
    }

    @Test
    void whatIsFixedIsKeptAndExportedAndLeavesNoTraceWhereItIsNot() throws Exception {
        configure("unclassified: {cleanKill: {leftoversFixed: true, keepFixed: true}}");
        jenkins.configRoundtrip();
        assertThat(new CleanKillConfiguration().isLeftoversFixed()).isTrue();
        assertThat(new CleanKillConfiguration().isKeepFixed()).isTrue();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains("leftoversFixed: true", "keepFixed: true");

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.leftoversFixed").click();
            form.getInputByName("_.keepFixed").click();
            jenkins.submit(form);
        }

        EverySetting.assertNotSet(new CleanKillConfiguration());
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve(CleanKillConfiguration.class.getName() + ".xml"))
                .content()
                .doesNotContain("Fixed");
    }

    @Test
    void whatHoldsForEveryBuildIsKeptAndLeavesNoTraceWhereItIsOff() throws Exception {
        configure("unclassified: {cleanKill: {everyBuild: true, deadBuilds: kill}}");
        jenkins.configRoundtrip();
        assertThat(configuration().isEveryBuild()).isTrue();
        assertThat(new CleanKillConfiguration().getDeadBuilds()).isEqualTo("kill");

        configuration().setEveryBuild(false);
        configuration().setDeadBuilds("report");
        jenkins.configRoundtrip();

        assertThat(configuration().isEveryBuild()).isFalse();
        assertThat(Files.readString(jenkins.jenkins
                        .getRootDir()
                        .toPath()
                        .resolve(configuration().getId() + ".xml")))
                .doesNotContain("everyBuild", "deadBuilds");
    }

    @Test
    void theCapAndWhatItAllowsAreRaisedAtOnce() throws Exception {
        configure("unclassified: {cleanKill: {defaults: {ladder: 'TERM 15m'}, capSeconds: 900}}");

        assertThat(configuration().resolve(new KillFields()).settings().ladder())
                .isEqualTo(Ladder.parse("TERM 15m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{defaults: {ladder: 'FOO 1s'}}|ladder: 'FOO 1s' is not allowed; allowed: one of the signals HUP",
                "{defaults: {ladder: 'TERM 0s'}}|ladder: 'TERM 0s' is not allowed; allowed: windows of 1s or more",
                "{defaults: {softKillSeconds: -1}}|softKillSeconds: '-1' is not allowed",
                "{defaults: {softKillSeconds: 601}}|softKillSeconds: 'TERM 601s' is not allowed; allowed: at most 600s",
                "{defaults: {softKillSeconds: 5, ladder: 'INT 1s'}}|either softKillSeconds or ladder, not both",
                "{defaults: {keep: ['[a']}}|keep: '[a' is not allowed",
                "{defaults: {leftovers: 'ignore'}}|leftovers: 'ignore' is not allowed; allowed: kill, report,"
                        + " unstable, fail",
                "{deadBuilds: 'bury'}|deadBuilds: 'bury' is not allowed; allowed: off, report, kill",
                "{defaults: {onAbortSeconds: 0}}|onAbortSeconds: '0' is not allowed; allowed: whole seconds, 1 or more",
                "{keepReports: 0}|keepReports: '0' is not allowed; allowed: a whole number, 1 or more",
                "{keepReportsDays: -7}|keepReportsDays: '-7' is not allowed; allowed: whole days, 1 or more",
                "{capSeconds: 0}|capSeconds: '0' is not allowed; allowed: whole seconds, 1 or more"
            })
    void codeThatCannotBeUsedIsRefusedByFieldValueAndWhatIsAllowed(String code, String message) {
        assertThatException()
                .isThrownBy(() -> configure("unclassified: {cleanKill: " + code + "}"))
                .satisfies(e -> assertThat(e).hasStackTraceContaining(message));
    }

    private static CleanKillConfiguration configuration() {
        return CleanKillConfiguration.get();
    }

    @Test
    void aSupportBundleHasTheSettingsAndNoCommand() throws Exception {
        EverySetting.set();
        assertThat(SupportBundle.permissions()).containsExactly(Jenkins.ADMINISTER);
        assertThat(SupportBundle.text())
                .contains("ladder: INT 30s, TERM 20s", "capSeconds: 900", "onAbort: true", "keepReports: 100")
                .contains("REMOTE_TIMEOUT): 20 s", "everyBuild: false", "deadBuilds: report")
                .doesNotContain("save.sh");
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String sampleOfTheReadme() throws Exception {
        Matcher sample = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(Path.of("README.md")));
        assertThat(sample.find()).as("a YAML sample in README.md").isTrue();
        return sample.group(1);
    }
}
