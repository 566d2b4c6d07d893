package io.jenkins.plugins.cleankill.agent;

import jenkins.security.MasterToSlaveCallable;

/** Asks an agent for the pid of its JVM. */
public final class OwnPid extends MasterToSlaveCallable<Long, RuntimeException> {

    private static final long serialVersionUID = 1L;

    @Override
    public Long call() {
        return ProcessHandle.current().pid();
    }
}
