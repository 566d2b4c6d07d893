package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.Channels;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The nodes that a block waits for when their connections are lost, or after a restart. */
final class AwaitedNodes {

    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    /** Completes when all of them that exist are connected, or have had that time for it. */
    CompletableFuture<Void> of(Set<String> nodes, Duration limit) {
        return CompletableFuture.allOf(nodes.stream()
                        .filter(AwaitedNodes::exists)
                        .map(this::of)
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, limit.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean exists(String node) {
        return !node.isEmpty() && Channels.node(node) != null;
    }

    private CompletableFuture<Void> of(String node) {
        CompletableFuture<Void> connected = awaited.compute(
                node, (name, before) -> before == null || before.isDone() ? new CompletableFuture<>() : before);
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
