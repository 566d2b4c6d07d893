package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.ProxyException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** How a block ends: kept while its processes end, also across a restart of the controller. */
final class BodyResult implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Storable<Object> value;
    private final Storable<Throwable> failure;

    private BodyResult(@CheckForNull Storable<Object> value, @CheckForNull Storable<Throwable> failure) {
        this.value = value;
        this.failure = failure;
    }

    static BodyResult success(@CheckForNull Object value) {
        return new BodyResult(Storable.of(value, null), null);
    }

    static BodyResult failure(Throwable failure) {
        return new BodyResult(null, Storable.of(failure, new ProxyException(failure)));
    }

    /** The same after an interruption meanwhile, which is what the block ends with. */
    BodyResult interrupted(Throwable cause) {
        Throwable before = failure();
        // An interruption is one object for many steps: it would collect the others' ends
        if (before != null && !(before instanceof FlowInterruptedException) && before != cause) {
            cause.addSuppressed(before);
        }
        return failure(cause);
    }

    boolean isSuccess() {
        return failure == null;
    }

    /** Whether what the body has returned is not there any more after a restart. */
    boolean isLostInARestart() {
        return value != null && value.isLostInARestart();
    }

    /** The body's failure, null if it did not fail. */
    @CheckForNull
    Throwable failure() {
        return failure == null ? null : failure.get();
    }

    void complete(StepContext context) {
        if (value != null) {
            context.onSuccess(value.get());
        } else {
            context.onFailure(failure());
        }
    }
}
