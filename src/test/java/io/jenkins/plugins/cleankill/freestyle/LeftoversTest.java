package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import hudson.util.Secret;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import io.jenkins.plugins.cleankill.testing.JobUnderTest;
import io.jenkins.plugins.cleankill.testing.OwnControlGroup;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The processes that a build leaves behind, and builds on agents that can't be dealt with. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class LeftoversTest extends FreestyleTestBase {

    private static final String DAEMONS =
            "nohup sleep 2001 >/dev/null 2>&1 </dev/null &\n" + "setsid sleep 2002 >/dev/null 2>&1 </dev/null &\n";
    private static final String STUBBORN = "trap '' TERM; echo READY; while :; do sleep 1; done";

    @Test
    void areKilledAndTheResultStays() throws Exception {
        job.shell(DAEMONS);

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log).containsPattern("\\[clean-kill] Still running at the end: SIGTERM to sleep \\(\\d+\\), sleep");
        assertThat(log)
                .containsPattern("\\[clean-kill] Over after \\d\\.\\d s: 2 ended by themselves, 0 killed, 0 left");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void areEndedBeforeAfterKillRuns() throws Exception {
        job.shell(DAEMONS).settings().setAfterKill("echo UNLOCKED");

        FreeStyleBuild build = job.run();

        assertThat(log(build, Result.SUCCESS))
                .containsOnlyOnce("afterKill: running")
                .containsSubsequence("Still running at the end", "Over after", "\nUNLOCKED\n", "exit code 0");
        assertThat(report(build)).containsSubsequence("\"afterKill\": {", "\"ending\": \"ended\"");
    }

    @Test
    void doNotMakeAfterKillRunWhereNothingIsEnded() throws Exception {
        job.settings().setAfterKill("echo UNLOCKED");
        job.settings().setLeftovers("report");
        assertThat(log(job.shell("true").run(), Result.SUCCESS)).doesNotContain("afterKill", "UNLOCKED");

        job.shell(DAEMONS);

        assertThat(log(job.run(), Result.SUCCESS))
                .contains("is left running (leftovers: report)")
                .doesNotContain("afterKill", "UNLOCKED");
    }

    @Test
    void areNamedOnceAndLeft() throws Exception {
        job.shell(DAEMONS).settings().setLeftovers("report");

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log.lines().filter(line -> line.contains("is left running (leftovers: report)")))
                .hasSize(2);
        assertThat(job.alive()).containsExactly("sleep", "sleep");
    }

    @Test
    void areToldWithThePortAndTheLockThatTheyHold() throws Exception {
        job.shell("""
                mkdir -p db
                python3 -c "
                import fcntl, os, signal, socket
                server = socket.socket()
                server.bind(('127.0.0.1', 0))
                server.listen()
                lock = open('db/LOCK', 'w')
                fcntl.lockf(lock, fcntl.LOCK_EX)
                print('PORT', server.getsockname()[1], file=open('port.new', 'w'))
                os.rename('port.new', 'port')
                signal.pause()" > /dev/null 2>&1 &
                until [ -e port ]; do sleep 0.1; done; cat port; rm port
                """);
        String held = "\\(\\d+\\) listens on 127\\.0\\.0\\.1:\\d+ and holds the lock on db/LOCK";

        FreeStyleBuild build = job.run();

        assertThat(log(build, Result.SUCCESS))
                .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to python3(?s:.*)"
                        + "\\[clean-kill] python3[\\d.]* " + held);
        assertThat(report(build)).containsSubsequence("\"holds\": {", "127.0.0.1:", "db/LOCK");

        job.settings().setLeftovers("report");

        assertThat(log(job.run(), Result.SUCCESS))
                .containsPattern("left running \\(leftovers: report\\); still alive; it "
                        + held.substring(held.indexOf("listens")));
    }

    @Test
    void areEndedWhateverTheJobSetsWhereThePolicyIsFixed() throws Exception {
        CleanKillConfiguration.get().setLeftoversFixed(true);
        job.shell(DAEMONS).settings().setLeftovers("report");
        try {
            FreeStyleBuild build = job.run();

            assertThat(log(build, Result.SUCCESS))
                    .contains("[clean-kill] leftovers: 'report' does not hold; the administrator has fixed it: 'kill'");
            assertThat(report(build)).contains("\"leftovers\": \"fixed\"");
        } finally {
            CleanKillConfiguration.get().setLeftoversFixed(false);
        }
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void makeTheBuildUnstable() throws Exception {
        job.shell(DAEMONS).settings().setLeftovers("unstable");

        assertThat(log(job.run(), Result.UNSTABLE)).contains("Still running at the end");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void failTheBuild() throws Exception {
        job.shell(DAEMONS).settings().setLeftovers("fail");

        assertThat(log(job.run(), Result.FAILURE)).contains("Still running at the end");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void thatDoNotComeFromALauncherAreEndedAsJenkinsWouldAndHaveTheirWindow() throws Exception {
        job.step(new StartingOnAgent(
                job,
                "trap 'sleep 0.5; touch \"$MARKERS/finished\"; exit 0' TERM; echo READY; while :; do sleep 0.1; done",
                Map.of()));

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log)
                .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to .*sh \\(\\d+\\)")
                .containsPattern("\\[clean-kill] Over after \\d\\.\\d s: \\d+ ended by themselves, 0 killed, 0 left");
        assertThat(job.mark("finished")).exists();
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void thatOnlyTheControlGroupTellsAreEndedAndNoneOfAnotherBuild() throws Exception {
        try (OwnControlGroup on = OwnControlGroup.assumed();
                JobUnderTest other = FIXTURE.job()) {
            other.shell(OwnControlGroup.DAEMON + POLITE);
            FreeStyleBuild running = other.startAndAwait("READY");
            job.shell(OwnControlGroup.DAEMON);

            String log = log(job.run(), Result.SUCCESS);

            assertThat(log)
                    .contains("$ /bin/sh /")
                    .containsPattern("\\[clean-kill] Still running at the end: SIGTERM to (sh|sleep) \\(\\d+\\)")
                    .containsPattern("\\[clean-kill] Over after \\d\\.\\d s: 1 ended by itself, 0 killed, 0 left");
            assertThat(job.alive()).isEmpty();
            assertThat(other.alive()).contains("sleep");
            Alice.aborts(running);
            log(other.end(running), Result.ABORTED);
            assertThat(other.alive()).isEmpty();
        }
    }

    @Test
    void thatOnlyLookLikeTheBuildsAreNamedOnceAndLeft() throws Exception {
        job.shell(OwnControlGroup.DAEMON);

        FreeStyleBuild build = job.run();

        assertThat(log(build, Result.SUCCESS).lines().filter(line -> line.contains("looks like this build's")))
                .singleElement()
                .asString()
                .matches(
                        "\\[clean-kill] (sh|sleep) \\(\\d+\\) looks like this build's: \\d+ s old; its environment does"
                                + " not tell a build; its working directory is .*; it is left running");
        assertThat(report(build)).containsSubsequence("\"lookAlikes\": [", "\"pid\": ", "\"age\": ", "\"sign\": ");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void ofAnAbortThatOnlyLookLikeTheBuildsAreInItsSum() throws Exception {
        job.shell(OwnControlGroup.DAEMON + POLITE);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);

        assertThat(log(job.end(build), Result.ABORTED))
                .containsOnlyOnce("looks like this build's")
                .containsPattern("Over after \\d\\.\\d s: .* 0 left, 1 more that looks like the build's");
    }

    private String logInAGroup() throws Exception {
        try (OwnControlGroup on = OwnControlGroup.assumed()) {
            return log(job.run(), Result.SUCCESS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis-server --version, 'redis-server --daemonize yes --port 0 --unixsocket $MARKERS/redis --dir $MARKERS"
                + " --pidfile $MARKERS/pid; until [ -s $MARKERS/pid ]; do sleep 0.1; done; echo DAEMON $(cat $MARKERS/pid)'",
        "sudo -n true, 'sudo -n sh -c \"setsid sleep 2021 >/dev/null 2>&1 </dev/null & echo DAEMON \\$!\"'"
    })
    void ofRealToolsThatOnlyTheControlGroupTellsAreEnded(String probe, String script) throws Exception {
        assumeTrue(OwnControlGroup.works(probe), probe + " does not work here");
        job.shell(script);

        String log = logInAGroup();

        Optional<ProcessInfo> daemon = OwnControlGroup.daemonOf(log);
        try {
            assertThat(log)
                    .contains("[clean-kill] Still running at the end: SIGTERM to")
                    .contains(" is in the build's control group, which alone tells whose it is");
            assertThat(daemon).isEmpty();
        } finally {
            daemon.flatMap(process -> ProcessHandle.of(process.pid())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void thatDoNotComeFromALauncherSetTheResult() throws Exception {
        job.step(new StartingOnAgent(job, "echo READY; exec sleep 2006 >&2", Map.of()))
                .settings()
                .setLeftovers("unstable");

        log(job.run(), Result.UNSTABLE);

        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aBuildStepThatKillsSomeOfItsProcessesKillsNoOthers() throws Exception {
        job.shell("MINE=yes sleep 2007 >/dev/null 2>&1 </dev/null &\nsleep 2008 >/dev/null 2>&1 </dev/null &\n")
                .step(new Killing(job, Map.of("MINE", "yes")));

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log)
                .containsSubsequence(
                        "[clean-kill] Stopped by the build step: SIGTERM to sleep",
                        "alive: [sleep]",
                        "[clean-kill] Still running at the end: SIGTERM to sleep");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void ofAnEarlierStepAreEndedWhenALaterOneFails() throws Exception {
        job.shell(DAEMONS).shell("exit 1");

        assertThat(log(job.run(), Result.FAILURE)).contains("Still running at the end");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void ofAnEarlierStepAreEndedWhenALaterOneIsAborted() throws Exception {
        job.shell(DAEMONS).shell(POLITE);

        log(job.abortWhenReady(), Result.ABORTED);

        assertThat(job.alive()).isEmpty();
    }

    @Test
    void thatAreMarkedToLiveAreNamedOnce() throws Exception {
        job.shell("BUILD_ID=dontKillMe sleep 2003 >/dev/null 2>&1 </dev/null &\n"
                        + "sleep 2004 >/dev/null 2>&1 </dev/null &\n")
                .settings()
                .setKeep(List.of("sleep 2004"));

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log).containsOnlyOnce("is kept: BUILD_ID=dontKillMe in its environment");
        assertThat(log).containsOnlyOnce("is kept: keep: sleep 2004");
        assertThat(job.alive()).containsExactly("sleep", "sleep");
    }

    @Test
    void secretsStayMasked() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "token", "", Secret.fromString("s3cr3t-Tok3n")));
        job.around(new SecretBuildWrapper(List.of(new StringBinding("TOKEN", "token"))))
                .shell("cp \"$(command -v sleep)\" \"$MARKERS/$TOKEN\"; echo READY\n"
                        + "\"$MARKERS/$TOKEN\" 2005 >/dev/null 2>&1 </dev/null\n:");

        String log = log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log).containsPattern("\\[clean-kill] Aborted by alice: SIGTERM to .*\\*\\*\\*\\* \\(\\d+\\)");
        assertThat(log).doesNotContain("s3cr3t");
    }

    @Test
    void aSwitchedOffProcessTreeIsHonouredAndNamed() throws Exception {
        EnvVars off = new EnvVars("JAVA_TOOL_OPTIONS", "-Dhudson.util.ProcessTree.disable=true");
        job = FIXTURE.job(FIXTURE.agent("switched-off", off));
        job.shell(DAEMONS);

        String log = log(job.run(), Result.SUCCESS);

        assertThat(log)
                .containsOnlyOnce("[clean-kill] -Dhudson.util.ProcessTree.disable=true is set where the build runs");
        assertThat(job.alive()).containsExactly("sleep", "sleep");
    }

    @Test
    void aBuildEndsWhenItsAgentIsLostInTheWindow() throws Exception {
        DumbSlave lost = FIXTURE.agent("lost", new EnvVars());
        job = FIXTURE.job(lost);
        job.shell(STUBBORN).settings().setSoftKillSeconds(300);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("waiting up to 300 s", build);

        lost.toComputer().disconnect(new OfflineCause.ByCLI("lost")).get();

        String log = log(job.end(build), Result.ABORTED);
        assertThat(log)
                .containsOnlyOnce("[clean-kill] The agent is lost: what of the build still runs there is not known");
    }

    /** A build step that ends processes of its own by variables of its own. */
    private static final class Killing extends TestBuilder {

        private final transient JobUnderTest job;
        private final HashMap<String, String> variables;

        Killing(JobUnderTest job, Map<String, String> variables) {
            this.job = job;
            this.variables = new HashMap<>(variables);
        }

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            launcher.kill(variables);
            listener.getLogger().println("alive: " + job.alive());
            return true;
        }
    }

    private static String log(FreeStyleBuild build, Result expected) throws Exception {
        return FIXTURE.log(build, expected);
    }
}
