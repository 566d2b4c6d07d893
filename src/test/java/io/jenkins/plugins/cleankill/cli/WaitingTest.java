package io.jenkins.plugins.cleankill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an abort needs when COMMAND has left no thread to be had. */
class WaitingTest {

    @Test
    void theThreadThatWaitsIsTheOneThatAsksForTheAbort() throws Exception {
        AbortSwitch abort = new AbortSwitch();
        CompletableFuture<String> thread = abort.requested()
                .thenApply(cause -> cause + " in " + Thread.currentThread().getName());

        Waiting.toAbort(CompletableFuture.completedFuture(null), Duration.ofMillis(1), abort, "Aborted by a test");

        assertThat(thread.get(1, TimeUnit.MINUTES)).isEqualTo("Aborted by a test in Clean Kill: abort after a time");
    }
}
