package io.jenkins.plugins.cleankill.pipeline;

import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The containers that a block's commands were launched in, for the sweep at its end. */
final class Entrances {

    private final Map<String, Spot> used = new LinkedHashMap<>();
    private final List<Inside> sweeps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean missed = new AtomicBoolean();

    /** Notes that a command is launched there, if that is in a container. */
    synchronized void use(Spot place) {
        if (place.isContainer()) {
            used.put(place.way(), place);
        }
    }

    /**
     * Treats what is still alive in the containers; completes with whether there was anybody.
     *
     * @param orders the order for a node's containers
     * @param logs the log for a node's lines
     */
    synchronized CompletableFuture<Boolean> sweep(
            Function<String, TerminationOrder> orders, Function<String, PrintStream> logs, BlockReports reports) {
        List<CompletableFuture<TerminationOrder>> over = used.values().stream()
                .map(place -> {
                    Inside sweep = Inside.of(place, logs.apply(place.node()), place.within());
                    sweeps.add(sweep);
                    return sweep.first(orders.apply(place.node()), reports);
                })
                .toList();
        return CompletableFuture.allOf(over.toArray(CompletableFuture[]::new))
                .thenApply(done -> sweeps.stream().anyMatch(Inside::hadMembers));
    }

    /** A step within the block hides its commands from us; whether that is news. */
    boolean missesOne() {
        return missed.compareAndSet(false, true);
    }

    void killNow() {
        sweeps.forEach(Inside::killNow);
    }
}
