package io.jenkins.plugins.cleankill.deadbuilds;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMRevisionState;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.agent.FrozenAgent;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.live.DeadBuildsMonitor;
import io.jenkins.plugins.cleankill.testing.AgentLog;
import io.jenkins.plugins.cleankill.testing.AgentPage;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.OwnControlGroup;
import io.jenkins.plugins.cleankill.testing.StrayProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Processes of builds that are over, and where they are looked for. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class DeadBuildsTest extends FreestyleTestBase {

    @Test
    void ofBuildsThatAreOverAreNamedAndEndedOnlyIfThatIsWanted() throws Exception {
        FreeStyleBuild over = job.shell("echo READY; until [ -e \"$MARKERS/go\" ]; do sleep 0.1; done")
                .startAndAwait("READY");
        FreeStyleBuild running = job.startAndAwait("READY");
        Alice.aborts(over);
        log(job.end(over), Result.ABORTED);
        Origin origin = Origins.of(over);
        Origin again = new Origin(origin.controller(), origin.begun() - 1, origin.build());
        Origin elsewhere = new Origin("0123456789abcdef", origin.begun(), origin.build());
        try (StrayProcess left = StrayProcess.of(4000, origin);
                StrayProcess frozen = StrayProcess.of(4000, origin).frozen();
                StrayProcess kept = StrayProcess.of(4001, origin, Origin.KEEP, "sleep+4001");
                StrayProcess marked = StrayProcess.of(4000, origin, "BUILD_ID", "dontKillMe");
                StrayProcess ofRunning = StrayProcess.of(4000, Origins.of(running));
                StrayProcess unknown = StrayProcess.of(4000, again);
                StrayProcess foreign = StrayProcess.of(4000, elsewhere)) {
            List<StrayProcess> others = List.of(kept, marked, ofRunning, unknown, foreign);
            DumbSlave second = FIXTURE.agent("second", new EnvVars());
            FIXTURE.job(second).shell("true").run();
            second.toComputer()
                    .disconnect(new OfflineCause.ByCLI("to connect again"))
                    .get();
            FIXTURE.jenkins().waitOnline(second);
            String log = AgentLog.await(second, "sleep (" + unknown.pid() + ") was left by");

            assertThat(log)
                    .contains("[clean-kill] sleep (" + left.pid() + ") was left by " + over.getExternalizableId())
                    .contains("[clean-kill] sleep (" + frozen.pid() + "), stopped, was left by ")
                    .containsOnlyOnce("which is not known any more")
                    .doesNotContain("(" + kept.pid() + ")", "(" + marked.pid() + ")")
                    .doesNotContain("(" + ofRunning.pid() + ")", "(" + foreign.pid() + ")", "SIGTERM");
            assertThat(left.isAlive() && frozen.isAlive()).isTrue();

            CleanKillConfiguration.get().setDeadBuilds("kill");
            FIXTURE.job(second).shell("true").run();

            assertThat(left.ends() && frozen.ends()).isTrue();
            assertThat(AgentLog.await(second, "[clean-kill] Over after"))
                    .containsOnlyOnce("(" + left.pid() + ") was left by")
                    .contains("[clean-kill] Left by " + over.getExternalizableId() + ": SIGTERM to sleep");
            assertThat(others).allMatch(StrayProcess::isAlive);
        } finally {
            CleanKillConfiguration.get().setDeadBuilds("report");
            Files.createFile(job.mark("go"));
        }
        log(job.end(running), Result.SUCCESS);
    }

    @Test
    void areLookedForOnlyWhereABuildWasEverEndedByUs() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        DumbSlave agent = FIXTURE.agent("not-used-before", new EnvVars());
        JobUnderTest plain = FIXTURE.job(agent).withoutWrapper().shell("true");
        try (StrayProcess early = StrayProcess.of(4000, Origins.of(over))) {
            log(plain.run(), Result.SUCCESS);
            reconnect(agent);
            log(plain.run(), Result.SUCCESS);
            assertThat(agent.toComputer().getLog()).doesNotContain("(" + early.pid() + ") was left by");
        }

        log(FIXTURE.job(agent).shell("true").run(), Result.SUCCESS);
        try (StrayProcess late = StrayProcess.of(4000, Origins.of(over))) {
            reconnect(agent);

            assertThat(AgentLog.await(agent, "sleep (" + late.pid() + ") was left by"))
                    .containsOnlyOnce(") was left by");
        }
    }

    @Test
    void areToldToEachBuildThatMeetsThemBeforeItsCheckout() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        DumbSlave agent = FIXTURE.agent("met", new EnvVars());
        JobUnderTest next = FIXTURE.job(agent).checkingOut(new SayingScm()).shell("echo STEP");
        assertThat(log(next.run(), Result.SUCCESS)).doesNotContain("Left here by");
        try (StrayProcess server = StrayProcess.listening(Origins.of(over))) {
            assertThat(log(next.run(), Result.SUCCESS))
                    .containsPattern(
                            ": python3[\\d.]* \\(" + server.pid() + "\\) which listens on 127\\.0\\.0\\.1:\\d+, ");
            assertThat(AgentLog.await(agent, "(" + server.pid() + ") was left by"))
                    .containsPattern("which is over; it listens on 127\\.0\\.0\\.1:\\d+\n");
        }
        try (StrayProcess left = StrayProcess.of(4000, Origins.of(over));
                StrayProcess another = StrayProcess.of(4000, Origins.of(over))) {
            assertThat(log(next.run(), Result.SUCCESS))
                    .containsPattern("\\[clean-kill] Left here by " + over.getExternalizableId()
                            + ", which is over: sleep \\(\\d+\\), sleep \\(\\d+\\), up to \\d+\\.\\d s old;"
                            + " they are left running")
                    .contains("sleep (" + left.pid() + ")", "sleep (" + another.pid() + ")")
                    .containsSubsequence("Left here by", "CHECKOUT", "STEP");
            assertThat(log(next.run(), Result.SUCCESS)).containsOnlyOnce("Left here by");
            assertThat(left.isAlive() && another.isAlive()).isTrue();
        }
    }

    @Test
    void areEndedBeforeTheCheckoutIfThatIsWanted() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        JobUnderTest next =
                FIXTURE.job(FIXTURE.agent("met-and-ended", new EnvVars())).checkingOut(new SayingScm());
        log(next.shell("true").run(), Result.SUCCESS);
        CleanKillConfiguration.get().setDeadBuilds("kill");
        try (StrayProcess left = StrayProcess.of(4000, Origins.of(over))) {
            next.shell("case $(cut -d' ' -f3 /proc/" + left.pid() + "/stat 2>&1) in [A-Y]) ;; *) echo GONE;; esac");

            assertThat(log(next.run(), Result.SUCCESS))
                    .contains(": sleep (" + left.pid() + "), ")
                    .containsSubsequence(
                            " old; it is ended first", "[clean-kill] What was left here has ended", "CHECKOUT", "GONE");
        } finally {
            CleanKillConfiguration.get().setDeadBuilds("report");
        }
    }

    @Test
    void thatOnlyTheirControlGroupTellsAreNamedAndEnded() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        JobUnderTest next =
                FIXTURE.job(FIXTURE.agent("met-in-a-group", new EnvVars())).shell("true");
        log(next.run(), Result.SUCCESS);
        CleanKillConfiguration.get().setDeadBuilds("kill");
        try (OwnControlGroup on = OwnControlGroup.assumed();
                StrayProcess left = StrayProcess.inTheGroupOf(Origins.of(over))) {
            assertThat(log(next.run(), Result.SUCCESS))
                    .contains("[clean-kill] Left here by " + over.getExternalizableId(), "(" + left.pid() + "), ")
                    .contains("[clean-kill] What was left here has ended");
            assertThat(left.ends()).isTrue();
        } finally {
            CleanKillConfiguration.get().setDeadBuilds("report");
        }
    }

    @Test
    void areOnThePageOfTheirAgentAndEndedThereByThoseWhoMay() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        FreeStyleBuild running = job.shell("echo READY; until [ -e \"$MARKERS/go\" ]; do sleep 0.1; done")
                .startAndAwait("READY");
        try (AgentPage page = new AgentPage(FIXTURE.jenkins(), FIXTURE.agent());
                StrayProcess left = StrayProcess.listening(Origins.of(over));
                StrayProcess kept = StrayProcess.of(4000, Origins.of(over), "BUILD_ID", "dontKillMe");
                StrayProcess ofRunning = StrayProcess.of(4000, Origins.of(running))) {
            String shown = page.textAs("canceller");
            assertThat(shown)
                    .contains(over.getExternalizableId(), running.getExternalizableId(), "The build is over.")
                    .contains("its processes are ended by an abort", "It is meant to live on.", "127.0.0.1:")
                    .contains("" + left.pid(), "" + kept.pid(), "" + ofRunning.pid());
            assertThat(page.htmlAs("canceller")).contains(over.getUrl(), running.getUrl());
            List<String> keys = page.keysAs("canceller");
            assertThat(keys).hasSize(1);
            assertThat(page.textAs("reader"))
                    .contains("" + left.pid(), "A build that you may not see")
                    .doesNotContain(over.getParent().getName());
            assertThat(page.keysAs("reader")).isEmpty();
            assertThat(page.statusAs("nobody")).isEqualTo(403);
            assertThat(page.endAs("reader", keys.get(0))).isEqualTo(403);
            assertThat(page.endAs("nobody", keys.get(0))).isEqualTo(403);
            assertThat(page.endByGetAs("canceller", keys.get(0))).isEqualTo(405);
            assertThat(left.isAlive()).isTrue();

            assertThat(page.endAs("canceller", keys.get(0))).isEqualTo(200);

            assertThat(left.ends()).isTrue();
            assertThat(AgentLog.await(FIXTURE.agent(), "[clean-kill] Over after"))
                    .contains("[clean-kill] Left by " + over.getExternalizableId()
                            + ", ended by canceller: SIGTERM to python3");
            page.awaitTextAs("canceller", over.getExternalizableId() + ": over after ");
            assertThat(kept.isAlive() && ofRunning.isAlive()).isTrue();
        } finally {
            Files.createFile(job.mark("go"));
        }
        log(job.end(running), Result.SUCCESS);
    }

    @Test
    void thePageOfAnAgentThatDoesNotAnswerSaysSo() throws Exception {
        FrozenAgent.withoutNodeMonitors();
        DumbSlave agent = FIXTURE.agent("slow", new EnvVars());
        try (AgentPage page = new AgentPage(FIXTURE.jenkins(), agent);
                FrozenAgent frozen = FrozenAgent.of(agent)) {
            assertThat(page.textAs("reader")).contains("The agent has not answered within 5 seconds.");
        }
        agent.toComputer()
                .disconnect(new OfflineCause.ByCLI("to see it offline"))
                .get();
        try (AgentPage page = new AgentPage(FIXTURE.jenkins(), agent)) {
            assertThat(page.textAs("reader")).contains("The agent is not connected.");
        }
    }

    @Test
    void areCountedByANodeMonitorThatTakesAnAgentOfflineOnlyIfThatIsSet() throws Exception {
        FreeStyleBuild over = job.shell("true").run();
        DumbSlave unused = FIXTURE.agent("unused", new EnvVars());
        DeadBuildsMonitor monitor = new DeadBuildsMonitor();
        ComputerSet.getMonitors().replace(monitor);
        Computer computer = FIXTURE.agent().toComputer();
        try {
            takesItOffline(monitor, computer, Origins.of(over));
            assertThat(monitor.data(unused.toComputer())).isNull();

            look(monitor);

            assertThat(monitor.data(computer)).isEqualTo(0);
            assertThat(computer.isOffline()).isFalse();
        } finally {
            // Jenkins looks again five seconds after an agent has come online, and then sees what other tests leave
            monitor.setOfflineFrom(0);
            look(monitor);
        }
    }

    private static void takesItOffline(DeadBuildsMonitor monitor, Computer computer, Origin over) throws Exception {
        try (StrayProcess left = StrayProcess.of(4000, over);
                StrayProcess kept = StrayProcess.of(4000, over, "BUILD_ID", "dontKillMe")) {
            look(monitor);
            assertThat(monitor.data(computer)).isEqualTo(1);
            assertThat(computer.isOffline()).isFalse();

            monitor.setOfflineFrom(1);
            look(monitor);

            assertThat(computer.getOfflineCause()).hasToString("Builds that are over have left one process here.");
            assertThat(kept.isAlive() && left.isAlive()).isTrue();
        }
    }

    /** A look that was begun before goes on meanwhile: the next one sees what is there now. */
    private static void look(DeadBuildsMonitor monitor) throws InterruptedException {
        monitor.triggerUpdate().join();
        monitor.triggerUpdate().join();
    }

    /** Says when a build checks out. */
    public static final class SayingScm extends NullSCM {

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelogFile,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            listener.getLogger().println("CHECKOUT");
            super.checkout(build, launcher, workspace, listener, changelogFile, baseline);
        }
    }

    private static void reconnect(DumbSlave agent) throws Exception {
        agent.toComputer()
                .disconnect(new OfflineCause.ByCLI("to connect again"))
                .get();
        FIXTURE.jenkins().waitOnline(agent);
    }

    private static String log(FreeStyleBuild build, Result expected) throws Exception {
        return FIXTURE.log(build, expected);
    }
}
