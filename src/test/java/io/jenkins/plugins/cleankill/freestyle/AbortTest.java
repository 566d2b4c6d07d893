package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.Proc;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.tasks.BuildWrapper;
import hudson.tasks.BuildWrapperDescriptor;
import io.jenkins.plugins.cleankill.engine.real.NumberedLines;
import io.jenkins.plugins.cleankill.testing.Alice;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.TestNotifier;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The aborts of users, and the processes that they meant to be spared. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class AbortTest extends FreestyleTestBase {

    private static final String STUBBORN = "trap '' TERM; echo READY; while :; do sleep 1; done";

    @Test
    void aSecondAbortKillsTheRestAtOnce() throws Exception {
        job.shell(STUBBORN).settings().setSoftKillSeconds(300);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("waiting up to 300 s", build);

        Alice.aborts(build);

        String log = aborted(job.end(build));
        assertThat(log).contains("[clean-kill] Aborted again: killing 2 processes now");
        assertThat(log).containsPattern("Over after \\d+\\.\\d s: 0 ended by themselves, 2 killed, 0 left");
        assertThat(build.getDuration()).isLessThan(Duration.ofSeconds(200).toMillis());
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aStubbornScriptIsKilledAtTheEndOfItsWindow() throws Exception {
        job.shell(STUBBORN).settings().setSoftKillSeconds(1);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsPattern("\\[clean-kill] .* \\(\\d+\\) ignores SIGTERM; killed after \\d+\\.\\d s");
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void theLogTellsWhoAbortedOnceAndInOrder() throws Exception {
        job.shell(POLITE);

        String log = aborted(job.abortWhenReady());

        assertThat(log).containsOnlyOnce("[clean-kill] Aborted by alice").containsOnlyOnce("BYE");
        assertThat(log.indexOf("READY")).isLessThan(log.indexOf("[clean-kill] Aborted by alice"));
        assertThat(log.indexOf("[clean-kill] Aborted by alice")).isLessThan(log.indexOf("BYE"));
        assertThat(log.indexOf("BYE")).isLessThan(log.indexOf("[clean-kill] Over after"));
    }

    @Test
    void noNextStepRunsAndPublishersSeeAborted() throws Exception {
        job.shell(POLITE).shell("touch \"$MARKERS/next-step\"").afterwards(new ResultTeller());

        String log = aborted(job.abortWhenReady());

        assertThat(job.mark("next-step")).doesNotExist();
        assertThat(log).contains("The publisher sees ABORTED");
    }

    @Test
    void theResultThatTheInterrupterChoseIsKept() throws Exception {
        for (Result chosen : List.of(Result.NOT_BUILT, Result.FAILURE, Result.UNSTABLE)) {
            job = FIXTURE.job();
            job.shell(POLITE);
            FreeStyleBuild build = job.startAndAwait("READY");

            build.getExecutor().interrupt(chosen);

            assertThat(FIXTURE.log(job.end(build), chosen))
                    .containsOnlyOnce("BYE")
                    .contains("[clean-kill] Over after");
        }
    }

    @Test
    void anAbortDuringALaunchIsNoFailure() throws Exception {
        job.inside(new FirstLaunchPending()).shell(POLITE).shell("touch \"$MARKERS/next-step\"");
        job.settings().setOnAbort("echo SAVED");
        FreeStyleBuild build = job.startAndAwait("LAUNCHING");

        Alice.aborts(build);

        assertThat(aborted(job.end(build)))
                .doesNotContain("command execution failed")
                .containsOnlyOnce("\nSAVED\n");
        assertThat(job.mark("next-step")).doesNotExist();
    }

    @Test
    void onAbortRunsFirstInTheBuildsPlaceAndEnvironment() throws Exception {
        job.shell(POLITE).settings().setOnAbort("echo \"SAVED $JOB_NAME in $(pwd -P)\"");

        FreeStyleBuild build = job.abortWhenReady();

        String log = aborted(build);
        String saved = "SAVED " + build.getProject().getName() + " in "
                + build.getWorkspace().getRemote();
        assertThat(log).containsOnlyOnce(saved).contains("onAbort: ended with exit code 0");
        assertThat(log.indexOf(saved)).isLessThan(log.indexOf("SIGTERM to"));
        assertThat(report(build)).containsSubsequence("\"from\": \"job\"", "\"ending\": \"ended\"", "\"exitCode\": 0");
    }

    @Test
    void onAbortEndsAtItsLimit() throws Exception {
        job.shell(POLITE)
                .settings()
                .setOnAbort("export MARKERS='" + job.mark("") + "'; echo SAVING; sleep 1007; echo SAVED");
        job.settings().setOnAbortSeconds(1);

        FreeStyleBuild build = job.abortWhenReady();

        assertThat(aborted(build)).contains("SAVING", "[clean-kill] onAbort: ").doesNotContain("SAVED");
        assertThat(job.alive()).isEmpty();
        assertThat(report(build))
                .containsSubsequence("\"limit\": 1", "\"ending\": \"timed-out\"")
                .doesNotContain("exitCode");
    }

    @Test
    void afterKillRunsWhenTheLastProcessHasEnded() throws Exception {
        job.shell(POLITE).settings().setAfterKill("echo \"UNLOCKED $JOB_NAME in $(pwd -P)\"; exit 3");

        FreeStyleBuild build = job.abortWhenReady();

        String unlocked = "UNLOCKED " + build.getProject().getName() + " in "
                + build.getWorkspace().getRemote();
        assertThat(aborted(build))
                .containsOnlyOnce(unlocked)
                .containsSubsequence(
                        "SIGTERM to",
                        "[clean-kill] Over after",
                        "[clean-kill] afterKill: running for at most 30 s",
                        unlocked,
                        "[clean-kill] afterKill: ended with exit code 3");
        assertThat(report(build))
                .containsSubsequence(
                        "\"afterKill\": {",
                        "\"limit\": 30",
                        "\"from\": \"job\"",
                        "\"ending\": \"ended\"",
                        "\"exitCode\": 3");
    }

    @Test
    void afterKillIsEndedAtItsLimitAndSoIsWhatItLeaves() throws Exception {
        job.shell(POLITE)
                .settings()
                .setAfterKill("export MARKERS='" + job.mark("") + "'; echo UNLOCKING; sleep 1007; echo UNLOCKED");
        job.settings().setAfterKillSeconds(1);

        FreeStyleBuild build = job.abortWhenReady();

        assertThat(aborted(build))
                .containsSubsequence(
                        "Over after",
                        "UNLOCKING",
                        "[clean-kill] afterKill: still runs after 1 s; it is ended",
                        "[clean-kill] afterKill was not over in time: SIGTERM to",
                        "Over after")
                .doesNotContain("UNLOCKED");
        assertThat(job.alive()).isEmpty();
        assertThat(report(build)).containsSubsequence("\"afterKill\": {", "\"limit\": 1", "\"ending\": \"timed-out\"");
    }

    @Test
    void anotherAbortCutsAfterKillShort() throws Exception {
        job.shell(POLITE)
                .settings()
                .setAfterKill("export MARKERS='" + job.mark("") + "'; echo UNLOCKING; sleep 1007; echo UNLOCKED");
        job.settings().setAfterKillSeconds(300);
        FreeStyleBuild build = job.startAndAwait("READY");
        Alice.aborts(build);
        FIXTURE.jenkins().waitForMessage("UNLOCKING", build);

        Alice.aborts(build);

        assertThat(aborted(job.end(build)))
                .contains("[clean-kill] afterKill: cut short by another abort; it is ended")
                .doesNotContain("UNLOCKED");
        assertThat(job.alive()).isEmpty();
        assertThat(report(build)).containsSubsequence("\"afterKill\": {", "\"ending\": \"cut-short\"");
    }

    @Test
    void whatAJvmDoesIsInTheLogAndInTheReportThoughItsOutputIsNotTheLog() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        job.shell("'" + java + "' -cp '" + classes + "' " + SleepingJvm.class.getName()
                        + " | { read word; echo $word; exec cat > /dev/null; }")
                .settings()
                .setDumpThreads(true);
        FreeStyleBuild build = job.abortWhenReady();

        Matcher told = Pattern.compile(
                        "\\[clean-kill] Thread dump of java \\((\\d+)\\), \\d+ threads, is in the report; \"the-sleeping-thread\" is ")
                .matcher(aborted(build));
        assertThat(told.find()).isTrue();
        assertThat(told.end()).isLessThan(aborted(build).indexOf("Over after"));
        try (JenkinsRule.WebClient client = FIXTURE.jenkins().createWebClient()) {
            HtmlPage page = client.getPage(build, "clean-kill/termination/1");
            Page dump =
                    page.getAnchorByHref("./threads.txt?pid=" + told.group(1)).click();
            assertThat(dump.getWebResponse().getContentType()).isEqualTo("text/plain");
            assertThat(dump.getWebResponse().getContentAsString())
                    .contains("Full thread dump", "\"the-sleeping-thread\" #", "at java.lang.Thread.join");
            client.setThrowExceptionOnFailingStatusCode(false);
            for (String pid : List.of("1", "x", "../1", "", "99999999999999999999")) {
                assertThat(client.goTo(build.getUrl() + "clean-kill/termination/1/threads.txt?pid=" + pid, null)
                                .getWebResponse()
                                .getStatusCode())
                        .as(pid)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void aNeighbourBuildOfTheSameJobIsUntouched() throws Exception {
        job.shell("trap 'echo BYE; exit 0' TERM; echo READY; n=0\n"
                + "while [ ! -e \"$MARKERS/enough-$BUILD_NUMBER\" ]; do n=$((n+1)); echo line $n; sleep 0.05; done\n"
                + "echo $n > \"$MARKERS/lines-$BUILD_NUMBER\"");
        FreeStyleBuild neighbour = job.startAndAwait("READY");
        FreeStyleBuild aborted = job.startAndAwait("READY");

        Alice.aborts(aborted);
        aborted(job.end(aborted));
        Files.createFile(job.mark("enough-" + neighbour.getNumber()));

        job.end(neighbour);
        String log = FIXTURE.log(neighbour, Result.SUCCESS);
        int lines = Integer.parseInt(
                Files.readString(job.mark("lines-" + neighbour.getNumber())).strip());
        assertThat(NumberedLines.count(log.lines().toList())).isEqualTo(lines);
        assertThat(log).doesNotContain("[clean-kill]", "BYE");
    }

    private static String aborted(FreeStyleBuild build) throws Exception {
        return FIXTURE.log(build, Result.ABORTED);
    }

    /** Its launches last for ever; as in Jenkins' remote launcher, an interrupt comes out of them as an I/O error. */
    public static final class FirstLaunchPending extends BuildWrapper {

        @TestExtension
        public static final class DescriptorImpl extends BuildWrapperDescriptor {

            @Override
            public boolean isApplicable(AbstractProject<?, ?> project) {
                return false;
            }
        }

        @Override
        public Launcher decorateLauncher(AbstractBuild build, Launcher launcher, BuildListener listener) {
            AtomicBoolean first = new AtomicBoolean(true);
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    if (!first.getAndSet(false)) {
                        return super.launch(starter);
                    }
                    listener.getLogger().println("LAUNCHING");
                    try {
                        new CountDownLatch(1).await();
                        return super.launch(starter);
                    } catch (InterruptedException e) {
                        throw (IOException) new InterruptedIOException().initCause(e);
                    }
                }
            };
        }

        @Override
        public Environment setUp(AbstractBuild build, Launcher launcher, BuildListener listener) {
            return new Environment() {};
        }
    }

    /** Tells which result it sees. */
    private static final class ResultTeller extends TestNotifier {

        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
            listener.getLogger().println("The publisher sees " + build.getResult());
            return true;
        }
    }
}
