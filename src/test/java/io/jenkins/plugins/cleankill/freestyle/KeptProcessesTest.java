package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.util.ProcessKiller;
import hudson.util.ProcessKillingVeto;
import hudson.util.ProcessTree;
import hudson.util.ProcessTreeRemoting.IOSProcess;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Processes that are meant to live on, and processes on which others have a say. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class KeptProcessesTest extends FreestyleTestBase {

    private static final String QUIET = ">/dev/null 2>&1 </dev/null &\n";

    @Test
    void marksAreHonouredOnAnAbort() throws Exception {
        assertMarksAreHonoured();
    }

    @Test
    void marksAreHonouredOnTheBuiltInNodeToo() throws Exception {
        job = FIXTURE.job(FIXTURE.jenkins().jenkins);

        assertMarksAreHonoured();
    }

    private void assertMarksAreHonoured() throws Exception {
        job.shell("BUILD_ID=dontKillMe sleep 1001 " + QUIET + "JENKINS_NODE_COOKIE=dontKillMe sleep 1002 " + QUIET
                + "sleep 1003 " + QUIET + POLITE);

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertNamedOnce(log, "BUILD_ID=dontKillMe in its environment");
        assertNamedOnce(log, "JENKINS_NODE_COOKIE=dontKillMe in its environment");
        assertThat(job.alive()).containsExactly("sleep", "sleep");
    }

    @Test
    void aGlobKeepsAProcessOnAnAbort() throws Exception {
        job.shell("sleep 1004 " + QUIET + "sleep 1005 " + QUIET + POLITE)
                .settings()
                .setKeep(List.of("sleep 1004"));

        assertNamedOnce(FIXTURE.log(job.abortWhenReady(), Result.ABORTED), "keep: sleep 1004");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void aVetoKeepsAProcessOnAnAgent() throws Exception {
        assertVetoed();
    }

    @Test
    void aVetoKeepsAProcessOnTheBuiltInNode() throws Exception {
        job = FIXTURE.job(FIXTURE.jenkins().jenkins);

        assertVetoed();
    }

    private void assertVetoed() throws Exception {
        job.shell("VETO=please sleep 1006 " + QUIET + POLITE);

        assertNamedOnce(FIXTURE.log(job.abortWhenReady(), Result.ABORTED), "vetoed by Veto: it asked for it");
        assertThat(job.alive()).containsExactly("sleep");
    }

    @Test
    void eachIsNamedOnceAfterASuccessOnAnAgent() throws Exception {
        assertNamedAfterSuccess();
    }

    @Test
    void eachIsNamedOnceAfterASuccessOnTheBuiltInNode() throws Exception {
        job = FIXTURE.job(FIXTURE.jenkins().jenkins);

        assertNamedAfterSuccess();
    }

    private void assertNamedAfterSuccess() throws Exception {
        job.shell("BUILD_ID=dontKillMe sleep 1001 " + QUIET + "JENKINS_NODE_COOKIE=dontKillMe sleep 1002 " + QUIET
                        + "VETO=please sleep 1003 " + QUIET + "sleep 1004 " + QUIET + "sleep 1005 " + QUIET)
                .settings()
                .setKeep(List.of("sleep 1004"));

        String log = FIXTURE.log(job.run(), Result.SUCCESS);

        assertNamedOnce(log, "BUILD_ID=dontKillMe in its environment");
        assertNamedOnce(log, "JENKINS_NODE_COOKIE=dontKillMe in its environment");
        assertNamedOnce(log, "vetoed by Veto: it asked for it");
        assertNamedOnce(log, "keep: sleep 1004");
        assertThat(job.alive()).containsExactly("sleep", "sleep", "sleep", "sleep");
    }

    @Test
    void whatJenkinsItselfSparesAtTheEndIsSparedAndNamed() throws Exception {
        String ready = "echo READY; exec sleep 1010 >&2";
        job.shell("BUILD_ID=allow_to_run sleep 1007 " + QUIET + "env -u JOB_NAME sleep 1008 " + QUIET + "sleep 1009 "
                        + QUIET)
                .step(new StartingOnAgent(job, ready, Map.of("BUILD_ID", "dontKillMe")))
                .step(new StartingOnAgent(job, ready, Map.of("BUILD_NUMBER", "another")));

        String log = FIXTURE.log(job.run(), Result.SUCCESS);

        assertNamedOnce(log, "BUILD_ID in its environment is not the build's");
        assertNamedOnce(log, "JOB_NAME in its environment is not the build's");
        assertThat(log).contains("1 ended by itself, 0 killed, 0 left, 2 kept");
        assertThat(job.alive()).containsExactly("sleep", "sleep", "sleep", "sleep");
    }

    @Test
    void aKillerIsAskedBeforeSigkillOnAnAgent() throws Exception {
        assertKilledByTheExtension();
    }

    @Test
    void aKillerIsAskedBeforeSigkillOnTheBuiltInNode() throws Exception {
        job = FIXTURE.job(FIXTURE.jenkins().jenkins);

        assertKilledByTheExtension();
    }

    private void assertKilledByTheExtension() throws Exception {
        job.shell("export KILLER=please; trap '' TERM; echo READY; while :; do sleep 1000; done")
                .settings()
                .setSoftKillSeconds(1);

        assertThat(FIXTURE.log(job.abortWhenReady(), Result.ABORTED))
                .containsPattern("\\[clean-kill] PoliteKiller has killed process \\d+")
                .containsPattern("sleep \\(\\d+\\) .*; killed after \\d+\\.\\d s");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void whatWeFailToEndIsEndedByJenkinsAndTheLogSaysSo() throws Exception {
        job.shell("BREAK_THE_VETO=please exec sh -c '" + POLITE.replace("'", "\"") + "'");

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log.lines().filter(line -> line.startsWith("[clean-kill] The processes could not be ended")))
                .singleElement()
                .asString()
                .contains("a broken veto", "Jenkins' own killing does what it can");
        assertThat(job.alive()).isEmpty();
    }

    private static void assertNamedOnce(String log, String why) {
        assertThat(log).containsOnlyOnce(" is kept: " + why);
    }

    @TestExtension
    public static final class Veto extends PoliteVeto {}

    /** Fails once over a process that asks for it. */
    @TestExtension
    public static final class BrokenVeto extends ProcessKillingVeto {

        private final AtomicBoolean failed = new AtomicBoolean();

        @Override
        public VetoCause vetoProcessKilling(IOSProcess process) {
            if (process.getEnvironmentVariables().containsKey("BREAK_THE_VETO") && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("a broken veto");
            }
            return null;
        }
    }

    /** Kills every process that says please, by SIGKILL as well. */
    @TestExtension
    public static final class PoliteKiller extends ProcessKiller {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean kill(ProcessTree.OSProcess process) {
            return "please".equals(process.getEnvironmentVariables().get("KILLER"))
                    && ProcessHandle.of(process.getPid())
                            .filter(ProcessHandle::destroyForcibly)
                            .isPresent();
        }
    }
}
