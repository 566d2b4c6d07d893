package io.jenkins.plugins.cleankill.pipeline.everynode;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.engine.real.NumberedLines;
import io.jenkins.plugins.cleankill.testing.PipelineFixture;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** A build that writes numbered lines until it is told to end: it must lose none. */
final class CountingBuild {

    private static final String COUNT = "node('here') { sh '''set +x; n=0; while [ ! -e $MARKERS/end ]; do n=$((n+1)); "
            + "echo \"line $n\"; sleep 0.1; done; echo over''' }";

    private final PipelineFixture fixture;
    private final WorkflowRun build;

    private CountingBuild(PipelineFixture fixture, WorkflowRun build) {
        this.fixture = fixture;
        this.build = build;
    }

    static CountingBuild start(PipelineFixture fixture) throws Exception {
        WorkflowRun build = fixture.start(COUNT);
        fixture.await("line 1", build);
        return new CountingBuild(fixture, build);
    }

    boolean isRunning() {
        return build.isBuilding();
    }

    /** Ends it. */
    void assertWhole() throws Exception {
        fixture.mark("end");
        String log = fixture.end(build, Result.SUCCESS);
        assertThat(NumberedLines.count(log.lines().toList())).isGreaterThan(20);
    }
}
