package io.jenkins.plugins.cleankill.examples;

import io.jenkins.plugins.cleankill.engine.os.windows.WindowsSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import java.util.HashSet;
import jenkins.security.MasterToSlaveCallable;

/** Asks a Windows agent for the pids in the job object of a build or block. */
final class JobObjectPids extends MasterToSlaveCallable<HashSet<Long>, RuntimeException> {

    private static final long serialVersionUID = 1L;

    private final GroupName name;

    JobObjectPids(GroupName name) {
        this.name = name;
    }

    @Override
    public HashSet<Long> call() {
        return new HashSet<>(new WindowsSystem().controlGroups().pids(name));
    }
}
