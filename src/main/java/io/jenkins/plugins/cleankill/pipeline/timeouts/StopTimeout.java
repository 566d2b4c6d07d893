package io.jenkins.plugins.cleankill.pipeline.timeouts;

import hudson.Extension;
import io.jenkins.plugins.cleankill.config.JenkinsTimeout;
import jenkins.model.Jenkins;

/** Pipeline's time for a step to stop in: {@code CpsThread.stop} of workflow-cps, a constant there. */
@Extension(ordinal = 2)
public final class StopTimeout implements JenkinsTimeout {

    private static final int CONSTANT = 30;

    @Override
    public boolean isThere() {
        return Jenkins.get().getPlugin("workflow-cps") != null;
    }

    @Override
    public String getName() {
        return Messages.StopTimeout_name();
    }

    @Override
    public long getSeconds() {
        return CONSTANT;
    }

    @Override
    public String getEffect() {
        return Messages.StopTimeout_effect();
    }
}
