package io.jenkins.plugins.cleankill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.cleankill.engine.real.Played;
import io.jenkins.plugins.cleankill.engine.real.Report;
import io.jenkins.plugins.cleankill.testing.Alice;
import java.nio.file.Path;
import org.jvnet.hudson.test.JenkinsRule;

/** By a build of a real Jenkins, aborted by alice. */
final class PlayedInJenkins extends Played {

    private final JenkinsRule jenkins;
    private final Run<?, ?> build;

    PlayedInJenkins(JenkinsRule jenkins, Report report, String place, Path folder, Run<?, ?> build) {
        super(report, place, folder);
        this.jenkins = jenkins;
        this.build = build;
    }

    @Override
    protected boolean isRunning() {
        return build.isBuilding();
    }

    @Override
    public void abort() {
        Alice.aborts(build);
    }

    @Override
    protected String readToTheEnd() throws Exception {
        jenkins.waitForCompletion(build);
        String log = JenkinsRule.getLog(build);
        assertThat(build.getResult()).as("%s: %s", this, log).isEqualTo(Result.ABORTED);
        assertThat(log).as(toString()).contains("Aborted by alice");
        return log;
    }
}
