package io.jenkins.plugins.cleankill.pipeline.timeouts;

import hudson.Extension;
import io.jenkins.plugins.cleankill.config.JenkinsTimeout;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/** The time of a stopped step: a block has one that it ends come later. */
@Extension(ordinal = 3)
public final class DurableTaskTimeout implements JenkinsTimeout {

    @Override
    public boolean isThere() {
        return Jenkins.get().getPlugin("workflow-durable-task-step") != null;
    }

    @Override
    public String getName() {
        return Messages.DurableTaskTimeout_name();
    }

    @Override
    public long getSeconds() {
        return DurableTaskStep.REMOTE_TIMEOUT;
    }

    @Override
    public String getEffect() {
        return Messages.DurableTaskTimeout_effect();
    }
}
