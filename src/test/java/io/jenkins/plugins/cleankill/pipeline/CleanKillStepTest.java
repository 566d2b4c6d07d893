package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import java.net.URL;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.DirectiveGenerator;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.OptionsDirective;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CleanKillStepTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void theFormKeepsEveryField() throws Exception {
        CleanKillStep before = withEverySetting();

        assertThat(throughTheForm(before).fields()).usingRecursiveComparison().isEqualTo(before.fields());
    }

    private static CleanKillStep withEverySetting() {
        CleanKillStep step = new CleanKillStep();
        step.setLadder("INT 30s, TERM 20s");
        step.setDelivery("all");
        step.setLeftovers("report");
        step.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        step.setDumpThreads(true);
        step.setDumpSignals("TTIN");
        step.setContainers("stop");
        step.setOnAbort("./save.sh");
        step.setOnAbortSeconds(7);
        step.setAfterKill("./unlock.sh");
        step.setAfterKillSeconds(8);
        return step;
    }

    @Test
    void theFormKeepsEmptyFieldsEmptyWhateverTheControllersDefaultsAre() throws Exception {
        CleanKillStep before = new CleanKillStep();
        KillFields defaults = new KillFields();
        defaults.setSoftKillSeconds(60);
        defaults.setLeftovers("fail");
        defaults.setDumpThreads(true);
        CleanKillConfiguration.get().setDefaults(defaults);
        try {
            assertThat(throughTheForm(before).fields())
                    .usingRecursiveComparison()
                    .isEqualTo(before.fields());
        } finally {
            CleanKillConfiguration.get().setDefaults(new KillFields());
        }
    }

    @Test
    void theSnippetIsWhatAUserWouldWrite() {
        CleanKillStep step = new CleanKillStep();
        step.setSoftKillSeconds(60);
        step.setKeep(List.of("[ab]db", "*GradleDaemon*"));
        step.setDumpThreads(true);

        assertThat(Snippetizer.object2Groovy(step)).isEqualTo("""
            withCleanKill(dumpThreads: true, keep: ['[ab]db', '*GradleDaemon*'], softKillSeconds: 60) {
                // some block
            }\
            """);
        assertThat(Snippetizer.object2Groovy(new CleanKillStep())).isEqualTo("withCleanKill {\n    // some block\n}");
    }

    @Test
    void bothGeneratorsWriteEverySetting() throws Exception {
        String settings = "afterKill: './unlock.sh', afterKillSeconds: 8, containers: 'stop', delivery: 'all', "
                + "dumpSignals: 'TTIN', dumpThreads: true, keep: ['[ab]db', '*GradleDaemon*'], ladder: 'INT 30s, TERM 20s', "
                + "leftovers: 'report', onAbort: './save.sh', onAbortSeconds: 7";

        assertThat(Snippetizer.object2Groovy(withEverySetting())).startsWith("withCleanKill(" + settings + ") {");
        assertThat(directive("softKillSeconds: '', ladder: 'INT 30s, TERM 20s', delivery: 'all', leftovers: 'report', "
                        + "keep: '[ab]db\\n*GradleDaemon*', dumpThreads: 'true', dumpSignals: 'TTIN', containers: 'stop', "
                        + "onAbort: './save.sh', onAbortSeconds: '7', afterKill: './unlock.sh', afterKillSeconds: '8'"))
                .isEqualTo("options {\n  withCleanKill(" + settings + ")\n}\n");
    }

    @Test
    void theDirectiveGeneratorWritesTheOption() throws Exception {
        assertThat(directive("softKillSeconds: '60', ladder: '', delivery: 'main', leftovers: '', keep: 'adb\\n"
                        + "*GradleDaemon*', dumpThreads: '', dumpSignals: '', containers: '', onAbort: '', onAbortSeconds: '', "
                        + "afterKill: '', afterKillSeconds: ''"))
                .isEqualTo("""
                    options {
                      withCleanKill(delivery: 'main', keep: ['adb', '*GradleDaemon*'], softKillSeconds: 60)
                    }
                    """);
        assertThat(directive("softKillSeconds: '', dumpThreads: ''")).isEqualTo("options {\n  withCleanKill\n}\n");
    }

    @Test
    void theGeneratorsRefuseByFieldValueAndWhatIsAllowed() throws Exception {
        assertThat(directive("ladder: 'FOO 1s'"))
                .contains("ladder: 'FOO 1s' is not allowed; allowed: one of the signals");
    }

    /** The generator's answer to its form with that step in it. */
    private static String directive(String fields) throws Exception {
        JSONObject step = JSONObject.fromObject("{" + fields + "}");
        step.element("stapler-class", CleanKillStep.class.getName()).element("$class", CleanKillStep.class.getName());
        JSONObject form = new JSONObject()
                .element("stapler-class", OptionsDirective.class.getName())
                .element("$class", OptionsDirective.class.getName())
                .element("options", JSONArray.fromObject(List.of(step)));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setThrowExceptionOnFailingStatusCode(false);
            WebRequest request =
                    new WebRequest(new URL(jenkins.getURL(), DirectiveGenerator.GENERATE_URL), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
            return client.getPage(client.addCrumb(request)).getWebResponse().getContentAsString();
        }
    }

    @Test
    void theStepAndEveryParameterHaveHelp() throws Exception {
        DescribableModel<CleanKillStep> model = DescribableModel.of(CleanKillStep.class);

        assertThat(model.getHelp()).contains("no next command of a script runs");
        for (var parameter : model.getParameters()) {
            assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank();
        }
        assertThat(model.getParameters()).extracting("name").contains("softKillSeconds", "ladder", "keep", "onAbort");
    }

    @Test
    void parametersAreOptionalAndCoerced() throws Exception {
        CleanKillStep step = DescribableModel.of(CleanKillStep.class)
                .instantiate(Map.of("softKillSeconds", 60, "keep", List.of("adb")), null);

        assertThat(step.getSoftKillSeconds()).isEqualTo(60);
        assertThat(step.getKeep()).containsExactly("adb");
        assertThat(step.getLeftovers()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ladder: 'FOO 1s'|ladder: 'FOO 1s' is not allowed; allowed: one of the signals HUP",
                "softKillSeconds: 0|softKillSeconds: '0' is not allowed; allowed: whole seconds, 1 or more",
                "softKillSeconds: 601|softKillSeconds: 'TERM 601s' is not allowed; allowed: at most 600s",
                "softKillSeconds: 5, ladder: 'INT 1s'|either softKillSeconds or ladder, not both",
                "keep: ['[a']|keep: '[a' is not allowed",
                "softKillSecond: 5|is not allowed; allowed: afterKill, afterKillSeconds, containers, delivery, dumpSignals, dumpThreads, keep, ladder",
                "containers: 'kill'|containers: 'kill' is not allowed; allowed: off, report, stop",
                "delivery: 'everyone'|delivery: 'everyone' is not allowed; allowed: structured, all, main"
            })
    void whatCannotBeUsedFailsTheBuildByFieldValueAndWhatIsAllowed(String parameters, String message) throws Exception {
        Run<?, ?> build = run("withCleanKill(" + parameters + ") { echo 'in the block' }", Result.FAILURE);

        jenkins.assertLogContains(message, build);
        jenkins.assertLogNotContains("in the block", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void theBlockRuns() throws Exception {
        jenkins.assertLogContains("in the block", run("withCleanKill { echo 'in the block' }", Result.SUCCESS));
    }

    @Test
    void theBodyMayReturnWhatCannotBeSerialized() throws Exception {
        Run<?, ?> build = run(
                "def found = withCleanKill { echo 'in the block'; ('abc' =~ /b/) }\n"
                        + "echo(found.find() ? 'a match' : 'none')\n"
                        + "found = null",
                Result.SUCCESS);

        jenkins.assertLogContains("a match", build);
    }

    @Test
    void declarativeTakesItAsAnOption() throws Exception {
        Run<?, ?> build = run("""
            pipeline {
                agent none
                options { withCleanKill(softKillSeconds: 60) }
                stages { stage('only') { steps { echo 'in the block' } } }
            }\
            """, Result.SUCCESS);

        jenkins.assertLogContains("in the block", build);
    }

    private CleanKillStep throughTheForm(CleanKillStep step) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new StepForm(step));
        jenkins.configRoundtrip(job);
        return (CleanKillStep) job.getBuildersList().get(StepForm.class).getStep();
    }

    private Run<?, ?> run(String script, Result result) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }
}
