package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.engine.os.linux.LinuxSystem;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Processes that hold the output of a step that is over. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class HoldersTest extends FreestyleTestBase {

    /** A daemon that is neither marked nor a child of anybody's, and still writes where the build does. */
    private static final String CLEARED = "(env -i setsid sh -c 'echo $$ > \"$0/orphan.new\";"
            + " mv \"$0/orphan.new\" \"$0/orphan\"; exec sleep 3000' \"$MARKERS\" &)\n"
            + "until [ -e \"$MARKERS/orphan\" ]; do sleep 0.05; done\n";

    @Test
    void theExitCodeStaysAndNobodyWaitsForAHolderOfTheOutput() throws Exception {
        Shell shell = new Shell("#!/bin/sh\nexport MARKERS='" + job.mark("") + "'\n"
                + "(until [ -e \"$MARKERS/go\" ]; do sleep 0.05; done; echo LATE LINE; touch \"$MARKERS/said\"; exec sleep 2006) &\n"
                + "sleep 0.5; exit 3");
        shell.setUnstableReturn(3);
        job.step(shell)
                .shell("echo the next step; touch \"$MARKERS/go\"\n"
                        + "until [ -e \"$MARKERS/said\" ]; do sleep 0.05; done; sleep 0.2");

        FreeStyleBuild build = job.run();

        String log = FIXTURE.log(build, Result.UNSTABLE);
        assertThat(log)
                .containsPattern("\\[clean-kill] sh \\(\\d+\\), \\d\\.\\d s old, still holds the output of this step.*"
                        + "\\(it carries the build's cookie\\): what it writes is shown until the build ends")
                .containsOnlyOnce("LATE LINE")
                .doesNotContain("Process leaked file descriptors");
        assertThat(log.indexOf("the next step")).isLessThan(log.indexOf("LATE LINE"));
        assertThat(build.getDuration()).isLessThan(Duration.ofSeconds(9).toMillis());
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentIsEndedAsALeftover() throws Exception {
        assertOrphan("kill", Result.SUCCESS);
        assertThat(orphan()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentMakesTheBuildUnstable() throws Exception {
        assertOrphan("unstable", Result.UNSTABLE);
        assertThat(orphan()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentFailsTheBuild() throws Exception {
        assertOrphan("fail", Result.FAILURE);
        assertThat(orphan()).isEmpty();
    }

    @Test
    void oneThatClearedItsEnvironmentIsReported() throws Exception {
        String log = assertOrphan("report", Result.SUCCESS);

        assertThat(log).containsPattern("sleep \\(\\d+\\) is left running \\(leftovers: report\\)");
        assertThat(orphan()).isPresent();
    }

    private String assertOrphan(String leftovers, Result result) throws Exception {
        job.shell(CLEARED).settings().setLeftovers(leftovers);

        String log = FIXTURE.log(job.run(), result);

        assertThat(log)
                .containsPattern("\\[clean-kill] sleep \\(\\d+\\), .* still holds the output of this step.*"
                        + "an orphaned holder: it does not carry the build's cookie")
                .doesNotContain("Process leaked file descriptors");
        return log;
    }

    @Test
    void oneThatClearedItsEnvironmentIsEndedAfterAnAbortToo() throws Exception {
        job.shell(CLEARED + "trap 'echo BYE; exit 0' TERM; echo READY; while :; do sleep 0.1; done");

        String log = FIXTURE.log(job.abortWhenReady(), Result.ABORTED);

        assertThat(log).containsOnlyOnce("BYE").contains("an orphaned holder");
        assertThat(orphan()).isEmpty();
    }

    /** The orphan told its pid, for no other trait of it tells whose it is. A zombie has ended. */
    private Optional<ProcessInfo> orphan() throws IOException {
        long pid = Long.parseLong(Files.readString(job.mark("orphan")).strip());
        return LinuxSystem.local().processes().read(id -> false).byPid(pid).filter(ProcessInfo::isAlive);
    }

    @AfterEach
    void endTheOrphan() throws IOException {
        if (Files.exists(job.mark("orphan"))) {
            orphan().flatMap(info -> ProcessHandle.of(info.pid())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
