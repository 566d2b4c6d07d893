package io.jenkins.plugins.cleankill.controller;

import io.jenkins.plugins.cleankill.engine.os.Uninterruptibly;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wait that ends with an answer, or at a limit. The answer may still come after that: only the wait is over. */
public final class LimitedWait<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Begins to wait for that answer, without a limit. */
    public LimitedWait(CompletableFuture<T> answer) {
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Limits the wait to that time from now on; an earlier limit stays. */
    public LimitedWait<T> within(Duration limit) {
        result.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * Ends the wait at that time if there was no sign of life by then: an agent that does not answer at all does not
     * end any process, and no window is waited for.
     */
    public LimitedWait<T> unlessAlive(CompletableFuture<?> sign, Duration limit) {
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!sign.isDone()) {
                        result.completeExceptionally(new TimeoutException());
                    }
                });
        return this;
    }

    /**
     * Waits for the answer.
     *
     * @param onInterrupt runs at each interrupt, which does not end the wait: as a rule it is a second abort
     * @throws ExecutionException with the answer's failure, or a {@link TimeoutException} at the limit
     */
    public T await(Runnable onInterrupt) throws ExecutionException {
        return Uninterruptibly.<T, ExecutionException>await(result::get, onInterrupt);
    }

    /** The answer, its failure, or a {@link TimeoutException} at the limit. */
    public CompletableFuture<T> result() {
        return result;
    }
}
