package io.jenkins.plugins.cleankill.agent;

import jenkins.security.MasterToSlaveCallable;

/** Hurries a termination that runs on the agent; nothing happens if it is over. */
public final class KillNowTask extends MasterToSlaveCallable<Void, RuntimeException> {

    private static final long serialVersionUID = 1L;

    private final String id;

    public KillNowTask(String id) {
        this.id = id;
    }

    @Override
    public Void call() {
        RunningTerminations.killNow(id);
        return null;
    }
}
