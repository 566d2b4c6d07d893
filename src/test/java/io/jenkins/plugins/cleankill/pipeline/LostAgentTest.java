package io.jenkins.plugins.cleankill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import io.jenkins.plugins.cleankill.pipeline.log.StepEnds;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import jenkins.slaves.restarter.SlaveRestarter;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;

/** The agent is lost while a window runs, or before. */
@EnabledOnOs(OS.LINUX)
class LostAgentTest extends RestartTestBase {

    private static final String NEXT = HELD.replace("$MARKERS/held t", "$MARKERS/held t || true; : > $MARKERS/next");
    private static final String STUBBORN =
            "node('here') { withCleanKill(softKillSeconds: %d) { sh '$MARKERS/stubborn s' } }";

    @Test
    void theAgentIsDisconnectedAndComesBack() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, HELD, "t READY", "t stopping");
            AgentLoss.DISCONNECTED.agent(jenkins);
            assertTakenUpAgain(jenkins);
        });
    }

    @Test
    void anAgentWhoseJvmLivesOnGoesOnWithItsTermination() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.getExtensionList(SlaveRestarter.class).clear();
            aborted(jenkins, HELD, "t READY", "t stopping");
            AgentLoss.DISCONNECTED.agent(jenkins);
            fixture.await("[clean-kill] The termination has gone on there meanwhile", build(jenkins));
            fixture.mark("t-go");
            assertThat(endOfTheBuild(jenkins))
                    .containsOnlyOnce("t stopping")
                    .containsOnlyOnce("t FINISHED")
                    .containsOnlyOnce("[clean-kill] Over after")
                    .doesNotContain("by alice, taken up again");
        });
    }

    @Test
    void noNextCommandRunsWhileTheAgentIsAway() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, NEXT, "t READY", "t stopping");
            AgentLoss.SIGTERM.agent(jenkins);
            fixture.mark("t-go");

            agents.start(jenkins, "here");
            fixture.await("taken up again: ", build(jenkins));
            assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED");
            assertThat(fixture.marked("next")).isFalse();
        });
    }

    /** A watchdog of the lost termination that went on would thaw in the middle of the one that was taken up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "withCleanKill(softKillSeconds: 300) { %s }",
                "withCleanKill { withCleanKill(softKillSeconds: 300) { %s } }",
                "%s"
            })
    void nothingIsThawedByAWatchdogOfBeforeTheLoss(String around) throws Throwable {
        String next = around.formatted("sh '$MARKERS/held t || true; : > $MARKERS/next'");
        sessions.then(jenkins -> {
            KillFields defaults = new KillFields();
            defaults.setSoftKillSeconds(300);
            CleanKillConfiguration.get().setDefaults(defaults);
            CleanKillConfiguration.get().setEveryBuild(true);
            aborted(jenkins, "node('here') { " + next + " }", "t READY", "t stopping");
            AgentLoss.SIGKILL.agent(jenkins);
            Eventually.isTrue("a watchdog is about to thaw", () -> {
                assertThat(fixture.frozen()).isNotEmpty();
                return !fixture.watchdogs().isEmpty();
            });
            agents.start(jenkins, "here");
            fixture.await("taken up again: ", build(jenkins));
            Eventually.isTrue("no watchdog is about to thaw any more", () -> {
                assertThat(fixture.marked("next")).isFalse();
                return fixture.watchdogs().isEmpty();
            });
            assertThat(fixture.frozen()).hasSizeGreaterThan(1);
            fixture.mark("t-go");
            assertThat(endOfTheBuild(jenkins)).containsOnlyOnce("t FINISHED");
            assertThat(fixture.marked("next")).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"DELETED", "SIGTERM", "SIGKILL"})
    void whatALostAgentHeldIsLetGoAndRunsNoNextCommand(AgentLoss losing) throws Throwable {
        sessions.then(jenkins -> {
            abortedWhereTheWatchdogThawsSoon(jenkins, NEXT, "t READY", "t stopping");
            assertThat(fixture.frozen()).hasSizeGreaterThan(1);
            losing.agent(jenkins);
            fixture.awaitNoneFrozen();
            fixture.mark("t-go");
            fixture.awaitNobody();
            assertThat(fixture.marked("t-finished")).isTrue();
            assertThat(fixture.marked("next")).isFalse();
            AgentLoss.DELETED.agent(jenkins);
            assertThat(endOfTheBuild(jenkins)).contains("could not be known");
        });
    }

    @ParameterizedTest
    @CsvSource({"DELETED, Agent was removed", "SIGKILL, Timeout waiting for agent to come back"})
    void anAgentThatDoesNotComeBackEndsTheBuildThatNobodyAborted(AgentLoss losing, String cause) throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, HELD, "t READY");
            losing.agent(jenkins);
            assertThat(fixture.end(build, Result.ABORTED)).contains(cause, "could not be known");
            fixture.clear(); // no controller can reach the processes, or not yet
        });
    }

    @Test
    void aCommandGoesOnWhileTheAgentIsAwayForAWhile() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, UNTIL_TOLD, "the block begins");
            AgentLoss.DISCONNECTED.agent(jenkins);
            fixture.await("is back online", build);
            fixture.mark("go");
            assertThat(fixture.end(build, Result.SUCCESS)).contains("after it").doesNotContain("[clean-kill]");
        });
    }

    @Test
    void aDeletedAgentWhoseJvmLivesOnEndsWhatItHasBegunToEnd() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.getExtensionList(SlaveRestarter.class).clear();
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            AgentLoss.DELETED.agent(jenkins);
            fixture.awaitNobody();
            assertThat(endOfTheBuild(jenkins)).contains("could not be known");
        });
    }

    @Test
    void aBuildThatIsKilledHardInAWindowLeavesNobody() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            build(jenkins).doKill();
            exceptions.expectThatOfAHardKill();
            fixture.awaitNobody();
            endOfTheBuild(jenkins);
            assertThat(StepEnds.awaited()).isZero();
        });
    }

    @Test
    void theAgentsJvmIsKilledAndStartedAgain() throws Throwable {
        sessions.then(jenkins -> {
            aborted(jenkins, STUBBORN.formatted(20), "s READY", "[clean-kill] waiting for");
            AgentLoss.SIGKILL.agent(jenkins);
            agents.start(jenkins, "here");
            String log = endOfTheBuild(jenkins);
            assertThat(log).containsPattern("stubborn \\(\\d+\\) ignores SIGTERM; killed after \\d+");
        });
    }

    @Test
    void whatCouldNotBeLookedForIsEndedWhenTheAgentIsBack() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = started(jenkins, TOOL.formatted(9, 0), "t READY");
            AgentLoss.SIGKILL.agent(jenkins);
            Alice.aborts(build);
            assertThat(endOfTheBuild(jenkins)).contains("they are looked for when it is back");
            assertThat(fixture.alive()).isNotEmpty();

            agents.start(jenkins, "here");
            fixture.awaitQuiet();
            assertThat(fixture.marked("t-finished")).isTrue();
        });
    }

    @Test
    void theAgentIsDeleted() throws Throwable {
        sessions.then(jenkins -> {
            abortedWhereTheWatchdogThawsSoon(jenkins, STUBBORN.formatted(10), "s READY", "[clean-kill] waiting for");
            AgentLoss.DELETED.agent(jenkins);
            String log = endOfTheBuild(jenkins);
            assertThat(log)
                    .contains("The agent here does not exist any more: whether processes of this block still run there"
                            + " could not be known")
                    .doesNotContain("when it is back");
            fixture.clear(); // no controller can reach the processes any more
            fixture.awaitNobody();
        });
    }

    /** A second after the loss of the agent's JVM, and not half a minute after it. */
    private void abortedWhereTheWatchdogThawsSoon(JenkinsRule jenkins, String script, String ready, String going)
            throws Exception {
        fixture = new PipelineFixture(jenkins, folder);
        createAgent(jenkins, "-Dio.jenkins.plugins.cleankill.watchdogSeconds=1");
        abort(started(script, ready), going);
    }
}
