package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.cleankill.controller.Channels;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The nodes that a block waits for when their connections are lost, or after a restart. */
public final class AwaitedNodes {

    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> givenUp = new CompletableFuture<>();
    private volatile boolean waiting;

    /** Completes when all of them that may come back are connected, or have had that time for it, or are given up. */
    public CompletableFuture<Void> of(Set<String> nodes, Duration limit) {
        waiting = true;
        CompletableFuture<Void> all = CompletableFuture.allOf(
                nodes.stream().filter(AwaitedNodes::mayComeBack).map(this::of).toArray(CompletableFuture[]::new));
        return CompletableFuture.anyOf(all, givenUp)
                .completeOnTimeout(null, limit.toSeconds(), TimeUnit.SECONDS)
                .thenRun(() -> waiting = false);
    }

    /** Not if the node was deleted, or is offline because a person, or an idle agent's schedule, wants it. */
    private static boolean mayComeBack(String node) {
        Node known = node.isEmpty() ? null : Channels.node(node);
        if (known == null) {
            return false;
        }
        Computer computer = known.toComputer();
        return computer == null
                || computer.getChannel() != null
                || !computer.isTemporarilyOffline() && !isWanted(computer.getOfflineCause());
    }

    private static boolean isWanted(OfflineCause cause) {
        return cause instanceof OfflineCause.UserCause || cause instanceof OfflineCause.IdleOfflineCause;
    }

    private CompletableFuture<Void> of(String node) {
        CompletableFuture<Void> connected = awaited.compute(
                node, (name, before) -> before == null || before.isDone() ? new CompletableFuture<>() : before);
        // The connection may have come between: then no event tells of it any more
        if (isConnected(node)) {
            connected.complete(null);
        }
        return connected;
    }

    /** A channel that is closing has still to be taken from its node. */
    private static boolean isConnected(String node) {
        VirtualChannel channel = Channels.to(node);
        return channel != null && !Channels.isLost(channel);
    }

    /** The node may be connected again, or deleted, or offline on purpose by now. */
    void changed(String node) {
        CompletableFuture<Void> connected = awaited.get(node);
        if (connected != null && (isConnected(node) || !mayComeBack(node))) {
            connected.complete(null);
        }
    }

    /** No node is waited for any more. */
    void giveUp() {
        givenUp.complete(null);
    }

    boolean isGivenUp() {
        return givenUp.isDone();
    }

    /** The nodes that are waited for now, in words; empty if there are none. */
    String names() {
        String names = awaited.entrySet().stream()
                .filter(node -> !node.getValue().isDone())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() || !waiting ? "" : "the connection to " + names;
    }
}
