package io.jenkins.plugins.cleankill.pipeline.timeouts;

import hudson.Extension;
import io.jenkins.plugins.cleankill.config.JenkinsTimeout;
import jenkins.model.Jenkins;

/** The time for the body of a {@code timeout} to end in: {@code TimeoutStepExecution} of workflow-basic-steps. */
@Extension(ordinal = 1)
public final class TimeoutStepGrace implements JenkinsTimeout {

    static final int SECONDS = 60;

    @Override
    public boolean isThere() {
        return Jenkins.get().getPlugin("workflow-basic-steps") != null;
    }

    @Override
    public String getName() {
        return Messages.TimeoutStepGrace_name();
    }

    @Override
    public long getSeconds() {
        return SECONDS;
    }

    @Override
    public boolean cutsWindows() {
        return true;
    }

    @Override
    public String getEffect() {
        return Messages.TimeoutStepGrace_effect();
    }
}
