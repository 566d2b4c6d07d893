package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** How a block's body ended: kept while its processes end. What a body returns is serializable, or the Pipeline is not. */
final class BodyResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Object value;
    private final Throwable failure;

    private BodyResult(Object value, Throwable failure) {
        this.value = value;
        this.failure = failure;
    }

    static BodyResult success(Object value) {
        return new BodyResult(value, null);
    }

    static BodyResult failure(Throwable failure) {
        return new BodyResult(null, failure);
    }

    boolean isSuccess() {
        return failure == null;
    }

    /** What it failed with, null if it did not. */
    @CheckForNull
    Throwable failure() {
        return failure;
    }

    void complete(StepContext context) {
        if (failure == null) {
            context.onSuccess(value);
        } else {
            context.onFailure(failure);
        }
    }
}
