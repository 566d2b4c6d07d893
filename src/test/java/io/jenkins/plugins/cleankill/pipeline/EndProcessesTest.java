package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.pipeline.block.Block;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.TestAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A service is stopped by its name, at a moment that the script chooses. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class EndProcessesTest extends PipelineTestBase {

    private static final String SERVICES = """
            sh '''cp $MARKERS/tool $MARKERS/redis-server; cp $MARKERS/tool $MARKERS/vite
            $MARKERS/redis-server redis 0.3 >$MARKERS/redis-log 2>&1 &
            $MARKERS/vite vite 0.3 >$MARKERS/vite-log 2>&1 &
            until grep -q READY $MARKERS/redis-log && grep -q READY $MARKERS/vite-log; do sleep 0.1; done'''
            """;

    private static final String TOLD = "echo \"ended ${r.ended} killed ${r.killed} kept ${r.kept} ${r.names}\"\n"
            + "sh 'cd $MARKERS; echo there is *-finished'\n";

    @Test
    void theNamedOnesAreEndedAndTheOthersLiveUntilTheEnd() throws Exception {
        WorkflowRun build = fixture.start(
                "node('here') { withCleanKill {\n" + SERVICES + "def r = endProcesses('redis*')\n" + TOLD + "} }");
        String log = fixture.end(build, Result.SUCCESS);

        assertThat(log)
                .containsPattern("\\[clean-kill] endProcesses redis\\*: SIGTERM to .*redis-server \\(\\d+\\)")
                .containsPattern("ended [1-9]\\d* killed 0 kept 0 .*redis-server \\(\\d+\\)")
                .contains("there is redis-finished\n")
                .containsSubsequence("there is", "Still running at the end: SIGTERM to ", "vite (");
        assertThat(fixture.marked("vite-finished")).isTrue();
        assertThat(ReportStore.of(build).numbers()).hasSize(2);
    }

    @Test
    void aBranchBesideIsLeftAlone() throws Exception {
        String log = fixture.end(
                fixture.start(
                        "node('here') { withCleanKill { parallel a: { sh '''$MARKERS/held h & wait; echo after held''' },"
                                + " b: {\n" + SERVICES + "def r = endProcesses('redis*\\nvite')\n" + TOLD
                                + "sh 'pkill -TERM -f \"$MARKERS/held h\"; : > $MARKERS/h-go'\n} } }"),
                Result.SUCCESS);

        assertThat(log)
                .contains("there is redis-finished vite-finished\n", "after held")
                .doesNotContainPattern("\\[clean-kill].*held");
    }

    @Test
    void whatIsKeptIsKeptAndNamed() throws Exception {
        String log = fixture.end(
                fixture.start("node('here') { withCleanKill(keep: ['vite']) {\n" + SERVICES
                        + "def r = endProcesses('vite')\n" + TOLD + "sh 'pkill -TERM -f \"$MARKERS/vite vite\"; "
                        + "until [ -e $MARKERS/vite-finished ]; do sleep 0.1; done'\n} }"),
                Result.SUCCESS);

        assertThat(log)
                .containsPattern("\\[clean-kill] vite \\(\\d+\\) is kept: ")
                .containsPattern("ended 0 killed 0 kept [1-9]")
                .contains("there is *-finished\n");
    }

    @Test
    void whereNothingIsCalledSoThatIsSaid() throws Exception {
        String log = fixture.end(
                fixture.start("node('here') { withCleanKill { sh 'true'; def r = endProcesses('nothing*')\n"
                        + TOLD.lines().findFirst().orElseThrow() + "\n} }"),
                Result.SUCCESS);

        assertThat(log).contains("[clean-kill] No process of this block is called nothing*", "ended 0 killed 0 kept 0");
    }

    @Test
    void underUseForEveryBuildTheNodeIsTheBlock() throws Exception {
        CleanKillConfiguration.get().setEveryBuild(true);
        try {
            String log = fixture.end(
                    fixture.start(
                            "node('here') {\n" + SERVICES + "def r = endProcesses('redis-server')\n" + TOLD + "}"),
                    Result.SUCCESS);
            assertThat(log).contains("endProcesses redis-server: SIGTERM to ", "there is redis-finished\n");
        } finally {
            CleanKillConfiguration.get().setEveryBuild(false);
        }
    }

    @Test
    void anAbortMeanwhileEndsItAndWhatFollows() throws Exception {
        String log = abortAt(
                "endProcesses stubborn: SIGTERM to",
                "node('here') { withCleanKill(softKillSeconds: 600) { sh '''$MARKERS/stubborn s >$MARKERS/log 2>&1 &"
                        + " until grep -q READY $MARKERS/log; do sleep 0.1; done'''; endProcesses 'stubborn'; echo 'WENT ON' } }");

        assertThat(log).contains("[clean-kill] Over").doesNotContain("WENT ON");
    }

    @Test
    void anAgentThatIsLostMeanwhileIsWaitedFor() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = lostWhileItWaits(agent);
        agent.getComputer().connect(false);
        fixture.await("endProcesses held, taken up again: ", build);
        fixture.mark("h-go");

        assertThat(fixture.end(build, Result.SUCCESS)).containsPattern("ended [1-9]\\d* killed 0");
        jenkins.jenkins.removeNode(agent);
    }

    @Test
    void anAbortEndsTheWaitForTheAgent() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = lostWhileItWaits(agent);
        Instant begin = Instant.now();
        Alice.aborts(build);
        fixture.await("\nthe step is over", build);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Block.SOON);

        jenkins.jenkins.removeNode(agent);
        assertThat(fixture.end(build, Result.ABORTED)).doesNotContain("taken up again");
        fixture.clear(); // out of reach
    }

    @Test
    void anAgentThatDoesNotComeBackFailsTheStep() throws Exception {
        DumbSlave agent = TestAgent.connect(jenkins, "away", folder);
        WorkflowRun build = lostWhileItWaits(agent);
        jenkins.jenkins.removeNode(agent);

        assertThat(fixture.end(build, Result.FAILURE))
                .contains("endProcesses: what became of the processes on away is not known");
        fixture.clear(); // out of reach
    }

    private WorkflowRun lostWhileItWaits(DumbSlave agent) throws Exception {
        WorkflowRun build = fixture.start("withCleanKill(softKillSeconds: 300) { node('away') { sh '$MARKERS/held h"
                + " >$MARKERS/log 2>&1 & until grep -q READY $MARKERS/log; do sleep 0.1; done' }\n"
                + "try { def r = endProcesses('held')\necho \"ended ${r.ended} killed ${r.killed}\""
                + " } finally { echo 'the step is over' } }");
        Eventually.isTrue("SIGTERM", () -> fixture.marked("h-stopping"));
        agent.getComputer()
                .disconnect(new OfflineCause.ChannelTermination(new Exception("a test")))
                .get(30, TimeUnit.SECONDS);
        fixture.await("The connection to the agent was lost", build);
        return build;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            node('here') { endProcesses 'redis' } | endProcesses ends what a block has started: put withCleanKill { } around it
            node('here') { withCleanKill { endProcesses ' ' } } | endProcesses: names: '' is not allowed; allowed: at least one glob like 'redis*'
            node('here') { withCleanKill { endProcesses '[' } } | endProcesses: names: '[' is not allowed; allowed: globs like
            """)
    void whatCantBeDoneIsSaid(String script, String message) throws Exception {
        assertThat(fixture.end(fixture.start(script), Result.FAILURE)).contains("ERROR: " + message);
    }

    @Test
    void itHasASnippetAndHelp() throws Exception {
        assertThat(Snippetizer.object2Groovy(new EndProcessesStep("redis*"))).isEqualTo("endProcesses 'redis*'");
        assertThat(DescribableModel.of(EndProcessesStep.class).getHelp()).contains("before");
        assertThat(DescribableModel.of(EndProcessesStep.class)
                        .getParameter("names")
                        .getHelp())
                .contains("GradleDaemon");
    }
}
