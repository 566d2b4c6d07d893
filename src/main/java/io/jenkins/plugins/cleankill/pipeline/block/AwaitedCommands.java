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

    /** A waiting thread is interrupted before its step ends, and needs a moment to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final Map<CommandOutput, CompletableFuture<Void>> waitBegins = new ConcurrentHashMap<>();

    /** A thread begins to wait for the command. */
    void add(CommandOutput command) {
        waitBegins.put(command, new CompletableFuture<>());
    }

    /** No thread waits for the command any more, or its termination has begun. */
    void remove(CommandOutput command) {
        CompletableFuture<Void> wait = waitBegins.remove(command);
        if (wait != null) {
            wait.complete(null);
        }
    }

    /** Completes when no command is awaited any more, or the threads that still wait were not interrupted. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(waitBegins.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TO_NOTICE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
