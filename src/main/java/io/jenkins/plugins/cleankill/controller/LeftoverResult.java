package io.jenkins.plugins.cleankill.controller;

import hudson.model.Result;
import io.jenkins.plugins.cleankill.engine.settings.LeftoverPolicy;
import java.util.Optional;

/** The effect of leftover processes on a build's result. */
public final class LeftoverResult {

    private LeftoverResult() {}

    /** The result that the policy asks for; empty where it leaves the result as it is. */
    public static Optional<Result> of(LeftoverPolicy policy) {
        return switch (policy) {
            case KILL, REPORT -> Optional.empty();
            case UNSTABLE -> Optional.of(Result.UNSTABLE);
            case FAIL -> Optional.of(Result.FAILURE);
        };
    }
}
