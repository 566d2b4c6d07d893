package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.engine.real.FactsPage;
import io.jenkins.plugins.cleankill.engine.real.FactsPage.Block;
import io.jenkins.plugins.cleankill.freestyle.CleanKillBuildWrapper;
import io.jenkins.plugins.cleankill.testing.Alice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What docs/what-happens-when-a-build-is-aborted.md says of builds, with and without Clean Kill: all of its blocks for a
 * build, at once in one Jenkins. The words after {@code console} say what kind of build it is.
 */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class FactsInJenkinsTest {

    private static final int EXECUTORS = 20;
    private static final int WINDOW_SECONDS = 4;
    private static final String NEEDS = "needs ";
    private static final String QUOTES = "'''";
    private static final List<String> THAT_REPORT = List.of("who-gets-the-signal", "next-command", "keeps-running");

    private static AtDaemon atd;

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private int number;

    @BeforeAll
    static void startAtd() throws Exception {
        atd = AtDaemon.start();
    }

    @AfterAll
    static void stopAtd() throws InterruptedException {
        atd.close();
    }

    @BeforeEach
    void keepTheRule(JenkinsRule rule) throws IOException {
        jenkins = rule;
        jenkins.jenkins.setNumExecutors(EXECUTORS);
    }

    /** A block of the page, with the words after {@code console}. */
    private record Fact(Block block, List<String> words) {}

    /** It, as a build in a folder of its own. */
    private record Case(Fact fact, Path place, Run<?, ?> build) {

        boolean isAborted() {
            return fact.words().contains("abort");
        }

        @Override
        public String toString() {
            return String.join(" ", fact.words()) + ": " + fact.block();
        }
    }

    /**
     * What has not shown is looked for in a second build: how often Jenkins signals a process, and what it sees of it,
     * depends on when it gets the processor.
     */
    @Test
    void buildsDoWhatThePageSays() throws Exception {
        List<Fact> facts = new ArrayList<>();
        for (String words : FactsPage.words()) {
            for (Block block : words.isEmpty() ? List.<Block>of() : FactsPage.blocks(words)) {
                facts.add(new Fact(block, Arrays.asList(words.split(" "))));
            }
        }
        assertThat(facts).isNotEmpty();

        Map<Fact, String> missing = missing(facts);
        assertThat(missing(List.copyOf(missing.keySet())).values()).isEmpty();
    }

    /** Builds all of them; those whose lines did not come, with what came in their place. */
    private Map<Fact, String> missing(List<Fact> facts) throws Exception {
        List<Case> cases = new ArrayList<>();
        Map<Case, List<String>> reports = new HashMap<>();
        try {
            for (Fact fact : facts) {
                cases.add(start(fact));
            }
            abort(cases.stream().filter(Case::isAborted).toList());
            for (Case each : cases) {
                jenkins.waitForCompletion(each.build());
            }
        } finally {
            for (Case each : cases) {
                reports.put(each, report(each));
            }
        }
        Map<Fact, String> missing = new LinkedHashMap<>();
        for (Case each : cases) {
            List<String> printed =
                    new ArrayList<>(JenkinsRule.getLog(each.build()).lines().toList());
            printed.addAll(reports.get(each));
            List<String> lines = each.fact().block().missingIn(printed).stream()
                    .filter(line -> printed.stream().noneMatch(other -> isNeededFor(line, other)))
                    .toList();
            if (!lines.isEmpty()) {
                missing.put(each.fact(), each + " lacks " + lines + " in\n" + String.join("\n", printed));
            }
        }
        return missing;
    }

    /** A script prints {@code needs TOOL}, and perhaps a colon and why, in place of the lines that name the tool. */
    private static boolean isNeededFor(String line, String printed) {
        return printed.startsWith(NEEDS)
                && line.contains(printed.substring(NEEDS.length()).split(":", 2)[0]);
    }

    private void abort(List<Case> cases) throws Exception {
        for (Case each : cases) {
            jenkins.waitForMessage("READY", each.build());
            Alice.aborts(each.build());
        }
    }

    private Case start(Fact fact) throws Exception {
        number++;
        Path place = Files.createDirectory(folder.resolve("place" + number));
        String script = "cd '" + place + "'\n" + absolute(fact.block().command());
        List<String> words = fact.words();
        ParameterizedJob<?, ?> job = words.contains("pipeline")
                ? pipeline(script, words.contains("clean-kill"), number)
                : freestyle(script, words.contains("clean-kill"), number);
        Run<?, ?> build = (Run<?, ?>) job.scheduleBuild2(0).getStartCondition().get();
        return new Case(fact, place, build);
    }

    private static String absolute(String command) {
        return command.replace(" examples/", " " + FactsPage.HOME + "/examples/");
    }

    private FreeStyleProject freestyle(String script, boolean cleanKill, int number) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject("job" + number);
        job.getBuildersList().add(new Shell(script));
        if (cleanKill) {
            KillFields fields = new KillFields();
            fields.setSoftKillSeconds(WINDOW_SECONDS);
            CleanKillBuildWrapper wrapper = new CleanKillBuildWrapper();
            wrapper.setSettings(fields);
            job.getBuildWrappersList().add(wrapper);
        }
        return job;
    }

    private WorkflowJob pipeline(String script, boolean cleanKill, int number) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job" + number);
        String step = "sh " + QUOTES + script + QUOTES;
        job.setDefinition(new CpsFlowDefinition(
                "node { "
                        + (cleanKill ? "withCleanKill(softKillSeconds: " + WINDOW_SECONDS + ") { " + step + " }" : step)
                        + " }",
                true));
        return job;
    }

    /** What the script tells afterwards of its processes, which it ends then. */
    private static List<String> report(Case each) throws IOException, InterruptedException {
        if (THAT_REPORT.stream().noneMatch(each.fact().block().command()::contains)) {
            return List.of();
        }
        Process report = new ProcessBuilder(
                        "sh", "-c", absolute(each.fact().block().command()) + " report")
                .directory(each.place().toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = report.inputReader().lines().toList();
        assertThat(report.waitFor()).as(each.toString()).isZero();
        return lines;
    }
}
