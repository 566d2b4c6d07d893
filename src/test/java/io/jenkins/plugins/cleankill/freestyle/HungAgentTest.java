package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.cleankill.agent.FrozenAgent;
import io.jenkins.plugins.cleankill.agent.HangingVeto;
import io.jenkins.plugins.cleankill.agent.ShortMargin;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.Eventually;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jenkins.security.MasterToSlaveCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent hangs while a build is aborted: its connection does not break, and it answers nothing. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@ExtendWith(ShortMargin.class)
class HungAgentTest extends FreestyleTestBase {

    private static final String OVER = "[clean-kill] The agent has not answered in time";

    /** A shell of its own has the job's mark in its environment, too. */
    private static final String SLOW = "exec sh -c \"trap 'sleep 300' TERM; echo READY; while :; do sleep 0.1; done\"";

    /** No window is waited for: these are five minutes long. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private DumbSlave agent;
    private JobUnderTest onIt;

    @BeforeEach
    void connectAgent() throws Exception {
        FrozenAgent.withoutNodeMonitors();
        agent = FIXTURE.agent("hung", new EnvVars());
        onIt = FIXTURE.job(agent);
        onIt.shell(SLOW).settings().setSoftKillSeconds(300);
    }

    /** An agent that hung may not have ended what it was to end. */
    @AfterEach
    void remove() throws Exception {
        FIXTURE.jenkins().jenkins.removeNode(agent);
        Eventually.isTrue("no process of the job lives", () -> {
            onIt.close();
            return onIt.alive().isEmpty();
        });
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

    @Test
    void whatJenkinsDoesWhereWeFailIsWaitedForNoLongerThanTheMargin() throws Exception {
        job.shell(HangingVeto.VARIABLE + "=please exec sh -c '" + POLITE.replace("'", "\"") + "'")
                .settings()
                .setSoftKillSeconds(60);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);
        try {
            FIXTURE.jenkins().waitForMessage("The command's end is not known: it is not over after 2 s", build);
        } finally {
            ExtensionList.lookupSingleton(Veto.class).goOn();
        }

        assertThat(FIXTURE.log(job.end(build), Result.ABORTED)).contains("a broken veto");
        assertThat(job.alive()).isEmpty();
    }

    /** The agent's connection is its standard output, into which the JVM would print that it can't start a thread. */
    @Test
    void whatTheJvmItselfPrintsDoesNotCutOffTheAgent() throws Exception {
        JobUnderTest any = FIXTURE.job(agent);
        any.shell(POLITE);
        FIXTURE.log(any.abortWhenReady(), Result.ABORTED);

        assertThat(agent.getChannel().callAsync(new NoThread()).get(1, TimeUnit.MINUTES))
                .contains("native thread");
    }

    /** Tries to start a thread for whose stack there is no place, as in a storm of forks there is none for the thread. */
    private static final class NoThread extends MasterToSlaveCallable<String, RuntimeException> {

        private static final long serialVersionUID = 1L;

        @Override
        public String call() {
            try {
                new Thread(null, () -> {}, "none", 1L << 60).start();
                return "it was started";
            } catch (OutOfMemoryError e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @TestExtension
    public static final class Veto extends HangingVeto {}
}
