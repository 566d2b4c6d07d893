package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.agent.FrozenAgent;
import io.jenkins.plugins.cleankill.agent.ShortMargin;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent hangs while a build is aborted: its connection does not break, and it answers nothing. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@ExtendWith(ShortMargin.class)
class HungAgentTest extends FreestyleTestBase {

    private static final String OVER = "[clean-kill] The agent has not answered in time";

    private static final String SLOW = "trap 'sleep 300' TERM; echo READY; while :; do sleep 0.1; done";

    /** No window is waited for: these are five minutes long. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private DumbSlave agent;
    private JobUnderTest onIt;

    @BeforeEach
    void connectAgent() throws Exception {
        agent = FIXTURE.agent("hung", new EnvVars());
        onIt = FIXTURE.job(agent);
        onIt.shell(SLOW).settings().setSoftKillSeconds(300);
    }

    @AfterEach
    void remove() throws Exception {
        FIXTURE.jenkins().jenkins.removeNode(agent);
    }

    private void assertItIsSaid(FreeStyleBuild build) throws Exception {
        assertThat(FIXTURE.log(build, Result.ABORTED)).contains(OVER).doesNotContain("Jenkins' own killing");
    }

    @Test
    void anAgentThatDoesNotAnswerAtAllIsNotWaitedFor() throws Exception {
        onIt.settings().setOnAbort("true");
        FreeStyleBuild build = onIt.startAndAwait("READY");
        Instant begin = Instant.now();
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            Alice.aborts(build);

            assertItIsSaid(onIt.end(build));
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
    }

    @Test
    void aSecondAbortEndsTheWaitForOneThatStopsAnswering() throws Exception {
        FreeStyleBuild build = onIt.startAndAwait("READY");
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("waiting up to 300 s", build);
        Instant begin = Instant.now();
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            Alice.aborts(build);

            assertItIsSaid(onIt.end(build));
        }
        assertThat(Duration.between(begin, Instant.now())).isLessThan(SOON);
    }

    @Test
    void oneThatStopsAnsweringIsWaitedForNoLongerThanTheLimit() throws Exception {
        onIt.settings().setSoftKillSeconds(4);
        FreeStyleBuild build = onIt.startAndAwait("READY");
        Instant begin = Instant.now();
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("waiting up to 4 s", build);
        try (FrozenAgent frozen = FrozenAgent.of(agent)) {
            assertItIsSaid(onIt.end(build));

            // the window, 5 s for SIGKILL, 2 s of margin
            assertThat(Duration.between(begin, Instant.now()))
                    .isBetween(Duration.ofSeconds(11), Duration.ofSeconds(25));
        }
    }
}
