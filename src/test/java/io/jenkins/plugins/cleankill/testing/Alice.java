package io.jenkins.plugins.cleankill.testing;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import jenkins.model.CauseOfInterruption.UserInterruption;

/** The user who presses the red button. */
public final class Alice {

    private Alice() {}

    public static void aborts(Run<?, ?> build) {
        build.getExecutor().interrupt(Result.ABORTED, new UserInterruption(User.getById("alice", true)));
    }
}
