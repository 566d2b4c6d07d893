package io.jenkins.plugins.cleankill.pipeline.block;

import io.jenkins.plugins.cleankill.agent.CommandOutput;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The commands that steps wait for in threads of their own. An abort interrupts such a thread, and the step is over at
 * once: the block must not overtake the termination that the thread is about to begin.
 */
final class AwaitedCommands {

    /** Who waits is interrupted before the step ends, and needs a moment to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final Map<CommandOutput, CompletableFuture<Void>> waitBegins = new ConcurrentHashMap<>();

    /** Somebody begins to wait for it. */
    void add(CommandOutput command) {
        waitBegins.put(command, new CompletableFuture<>());
    }

    /** Nobody waits for it any more, or its termination has begun. */
    void remove(CommandOutput command) {
        CompletableFuture<Void> wait = waitBegins.remove(command);
        if (wait != null) {
            wait.complete(null);
        }
    }

    /** Completes when there is none any more, or whoever still waits was not interrupted. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(waitBegins.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TO_NOTICE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
