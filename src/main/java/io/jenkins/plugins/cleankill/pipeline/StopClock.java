package io.jenkins.plugins.cleankill.pipeline;

import hudson.Extension;
import io.jenkins.plugins.cleankill.config.Messages;
import io.jenkins.plugins.cleankill.config.OtherClock;
import jenkins.model.Jenkins;

/** What Pipeline gives a step to stop in: {@code CpsThread.stop} of workflow-cps, a constant there. */
@Extension(ordinal = 2)
public final class StopClock implements OtherClock {

    private static final int CONSTANT = 30;

    @Override
    public boolean isThere() {
        return Jenkins.get().getPlugin("workflow-cps") != null;
    }

    @Override
    public String getName() {
        return Messages.StopClock_name();
    }

    @Override
    public long getSeconds() {
        return CONSTANT;
    }

    @Override
    public String getEffect() {
        return Messages.StopClock_effect();
    }
}
