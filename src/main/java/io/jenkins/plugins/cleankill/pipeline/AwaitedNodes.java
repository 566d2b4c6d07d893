package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.Channels;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The nodes that a block waits for after a restart: they are connected again some time after it. */
final class AwaitedNodes {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    /** Completes when all of them are connected, or have had the time for it. */
    CompletableFuture<Void> of(Set<String> nodes) {
        return CompletableFuture.allOf(nodes.stream().map(this::of).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> of(String node) {
        CompletableFuture<Void> connected = awaited.computeIfAbsent(node, name -> new CompletableFuture<>());
        // It may have come between: then nobody tells us any more
        if (Channels.to(node) != null) {
            connected.complete(null);
        }
        return connected;
    }

    /** It is connected again. */
    void back(String node) {
        CompletableFuture<Void> connected = awaited.get(node);
        if (connected != null && Channels.to(node) != null) {
            connected.complete(null);
        }
    }
}
