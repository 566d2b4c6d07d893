package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.cleankill.config.KillFields;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        before.setOnAbort("./save.sh");
        before.setOnAbortSeconds(7);
        wrapper().setSettings(before);

        jenkins.configRoundtrip(job);

        assertThat(wrapper().getSettings()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void theFormKeepsEmptyFieldsEmpty() throws Exception {
        jenkins.configRoundtrip(job);

        assertThat(wrapper().getSettings()).usingRecursiveComparison().isEqualTo(new KillFields());
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

    private CleanKillBuildWrapper wrapper() {
        return job.getBuildWrappersList().get(CleanKillBuildWrapper.class);
    }
}
