package io.jenkins.plugins.cleankill.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.matrix.Axis;
import hudson.matrix.AxisList;
import hudson.matrix.MatrixBuild;
import hudson.matrix.MatrixConfiguration;
import hudson.matrix.MatrixProject;
import hudson.matrix.MatrixRun;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.plugins.build_timeout.BuildTimeOutOperation;
import hudson.plugins.build_timeout.BuildTimeOutStrategy;
import hudson.plugins.build_timeout.BuildTimeoutWrapper;
import hudson.plugins.build_timeout.operations.AbortOperation;
import hudson.plugins.build_timeout.operations.FailOperation;
import hudson.tasks.Shell;
import io.jenkins.plugins.cleankill.testing.FreestyleTestBase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Aborts that other plugins bring about: build-timeout and matrix-project. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class OtherPluginsTest extends FreestyleTestBase {

    @Test
    void aTimeoutAbortsAsAPersonDoes() throws Exception {
        job.around(timeout(new AbortOperation())).shell(POLITE).shell("touch \"$MARKERS/next-step\"");

        String log = FIXTURE.log(job.run(), Result.ABORTED);

        assertThat(log).containsOnlyOnce("BYE").containsPattern("\\[clean-kill] \\S+.*: SIGTERM to");
        assertThat(job.mark("next-step")).doesNotExist();
        assertThat(job.alive()).isEmpty();
    }

    @Test
    void aTimeoutThatFailsTheBuildFailsIt() throws Exception {
        job.around(timeout(new FailOperation())).shell(POLITE);

        assertThat(FIXTURE.log(job.run(), Result.FAILURE))
                .containsOnlyOnce("BYE")
                .contains("[clean-kill] Over after");
    }

    private static BuildTimeoutWrapper timeout(BuildTimeOutOperation operation) {
        return new BuildTimeoutWrapper(new ThreeSeconds(), List.of(operation));
    }

    /** The shortest that the plugin itself offers is minutes. */
    private static final class ThreeSeconds extends BuildTimeOutStrategy {

        @Override
        public long getTimeOut(AbstractBuild<?, ?> build, BuildListener listener) {
            return Duration.ofSeconds(3).toMillis();
        }
    }

    @Test
    void allCombinationsOfAMatrixEndWell() throws Exception {
        MatrixProject matrix = FIXTURE.jenkins().createProject(MatrixProject.class);
        matrix.setAxes(new AxisList(new Axis("AXIS", "one", "two")));
        matrix.getBuildWrappersList().add(new CleanKillBuildWrapper());
        matrix.getBuildersList().add(new Shell("#!/bin/sh\n" + POLITE));
        MatrixBuild build = matrix.scheduleBuild2(0).waitForStart();
        for (MatrixConfiguration combination : matrix.getActiveConfigurations()) {
            FIXTURE.jenkins().waitForMessage("READY", awaitRun(build, combination));
        }

        build.getExecutor().interrupt(Result.ABORTED);

        FIXTURE.jenkins().assertBuildStatus(Result.ABORTED, FIXTURE.jenkins().waitForCompletion(build));
        for (MatrixRun run : build.getExactRuns()) {
            // Their parent does not wait for them
            FIXTURE.jenkins()
                    .assertBuildStatus(Result.ABORTED, FIXTURE.jenkins().waitForCompletion(run));
            assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("BYE").containsOnlyOnce("[clean-kill] Over after");
        }
    }

    private static MatrixRun awaitRun(MatrixBuild build, MatrixConfiguration combination) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (build.getExactRun(combination.getCombination()) == null && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Objects.requireNonNull(build.getExactRun(combination.getCombination()));
    }
}
