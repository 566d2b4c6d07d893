package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        configuration().setDefaults(new KillFields());
        configuration().setCapSeconds(CleanKillConfiguration.DEFAULT_CAP_SECONDS);
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        KillFields before = everyField();
        configuration().setCapSeconds(900);
        configuration().setDefaults(before);

        jenkins.configRoundtrip();

        assertThat(configuration().getCapSeconds()).isEqualTo(900);
        assertThat(configuration().getDefaults()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void theFormKeepsEmptyFieldsEmpty() throws Exception {
        jenkins.configRoundtrip();

        assertThat(configuration().getDefaults()).usingRecursiveComparison().isEqualTo(new KillFields());
        assertThat(configuration().getCapSeconds()).isEqualTo(600);
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
        assertThat(configuration().getDefaults().getLadder()).isNull();
    }

    @Test
    void whatIsSetIsStillThereAfterARestart() {
        configuration().setCapSeconds(900);
        configuration().setDefaults(everyField());

        CleanKillConfiguration restarted = new CleanKillConfiguration();

        assertThat(restarted.getCapSeconds()).isEqualTo(900);
        assertThat(restarted.getDefaults()).usingRecursiveComparison().isEqualTo(everyField());
    }

    @Test
    void theSampleInTheReadmeIsConfigurationAsCode() throws Exception {
        configure(sampleOfTheReadme());

        assertThat(configuration().getCapSeconds()).isEqualTo(900);
        assertThat(configuration().getDefaults().getLadder()).isEqualTo("INT 30s, TERM 20s");
        assertThat(configuration().getDefaults().getLeftovers()).isEqualTo("unstable");
        assertThat(configuration().getDefaults().getKeep()).containsExactly("adb", "*GradleDaemon*");
    }

    @Test
    void whatIsExportedCanBeImported() throws Exception {
        configuration().setCapSeconds(900);
        configuration().setDefaults(everyField());
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String ours = Pattern.compile("(?ms)^  cleanKill:\n.*?(?=^ {0,2}\\S)")
                .matcher(exported.toString(StandardCharsets.UTF_8))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        configuration().setDefaults(new KillFields());
        configuration().setCapSeconds(1);

        configure("unclassified:\n" + ours);

        assertThat(configuration().getCapSeconds()).isEqualTo(900);
        assertThat(configuration().getDefaults()).usingRecursiveComparison().isEqualTo(everyField());
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
                "{defaults: {leftovers: 'ignore'}}|leftovers: 'ignore' is not allowed; allowed: kill, report, unstable, fail",
                "{deadBuilds: 'bury'}|deadBuilds: 'bury' is not allowed; allowed: off, report, kill",
                "{capSeconds: 0}|capSeconds: '0' is not allowed"
            })
    void codeThatCannotBeUsedIsRefusedByFieldValueAndWhatIsAllowed(String code, String message) {
        assertThatException()
                .isThrownBy(() -> configure("unclassified: {cleanKill: " + code + "}"))
                .satisfies(e -> assertThat(e).hasStackTraceContaining(message));
    }

    @Test
    void aBlockOverTheCapIsRefused() {
        configuration().setCapSeconds(30);
        KillFields block = new KillFields();
        block.setSoftKillSeconds(31);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> configuration().resolve(block))
                .withMessageContaining("at most 30s");
    }

    private static CleanKillConfiguration configuration() {
        return CleanKillConfiguration.get();
    }

    private static KillFields everyField() {
        KillFields fields = new KillFields();
        fields.setLadder("INT 30s, TERM 20s");
        fields.setDelivery("main");
        fields.setLeftovers("unstable");
        fields.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        fields.setDumpThreads(false);
        fields.setOnAbort("./save.sh && echo saved");
        fields.setOnAbortSeconds(7);
        return fields;
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
