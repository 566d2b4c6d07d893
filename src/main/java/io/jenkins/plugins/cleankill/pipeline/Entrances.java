package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The containers that a block's commands were launched in: for the sweep at its end, and to be entered again after a loss. */
final class Entrances {

    private final BlockState state;
    private final Runnable save;
    private final Map<String, Spot> used = new ConcurrentHashMap<>();
    private final List<Inside> sweeps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean missed = new AtomicBoolean();
    private volatile boolean hurried;

    /** @param save keeps the state, which has changed */
    Entrances(BlockState state, Runnable save) {
        this.state = state;
        this.save = save;
    }

    /** Notes that a command is launched there, if that is in a container. */
    void use(Spot place, BlockLauncherDecorator decorator, @CheckForNull FilePath directory) {
        if (!place.isContainer()) {
            return;
        }
        used.put(place.way(), place);
        // A command without a directory is no build's, but another launcher's or our own.
        if (directory != null && state.addWay(place.way(), new Way(place.node(), decorator, directory.getRemote()))) {
            save.run();
        }
    }

    /** What a termination does first, there. */
    Inside inside(Spot place, PrintStream log) {
        return Inside.of(place, directory(place), log, order -> {
            state.toldInside(order);
            save.run();
        });
    }

    /**
     * The same after a restart, or after the connection was lost: nothing if that is no container, if it can't be entered,
     * or if it was told before.
     */
    Inside again(String way, TerminationOrder order, PrintStream log) {
        return state.isToldInside(order)
                ? Inside.NOTHING
                : spot(way).map(place -> inside(place, log)).orElse(Inside.NOTHING);
    }

    @CheckForNull
    private FilePath directory(Spot place) {
        return way(place.way()).map(Way::directoryThere).orElse(null);
    }

    private Optional<Way> way(String name) {
        return Optional.ofNullable(state.ways().get(name));
    }

    private Optional<Spot> spot(String way) {
        return Optional.ofNullable(used.get(way))
                .filter(place -> !Channels.isLost(place.plain().getChannel()))
                .or(() -> way(way).flatMap(Way::spot));
    }

    /**
     * Treats what is still alive in the containers; completes with whether there was anybody.
     *
     * @param orders the order for a node's containers
     * @param logs the log for a node's lines
     * @param hung the nodes whose agents have not answered: their containers are left to them
     */
    CompletableFuture<Boolean> sweep(
            Function<String, TerminationOrder> orders,
            Function<String, PrintStream> logs,
            BlockReports reports,
            Set<String> hung) {
        List<CompletableFuture<TerminationOrder>> over = state.ways().keySet().stream()
                .flatMap(way -> spot(way).stream())
                .filter(place -> !hung.contains(place.node()))
                .map(place -> {
                    Inside sweep = Inside.of(place, directory(place), logs.apply(place.node()), order -> {});
                    sweeps.add(sweep);
                    CompletableFuture<TerminationOrder> end = sweep.first(orders.apply(place.node()), reports);
                    if (hurried) {
                        sweep.killNow();
                    }
                    return end;
                })
                .toList();
        return CompletableFuture.allOf(over.toArray(CompletableFuture[]::new))
                .thenApply(done -> sweeps.stream().anyMatch(Inside::hadMembers));
    }

    /** A step within the block hides its commands from us; whether that is news. */
    boolean missesOne() {
        return missed.compareAndSet(false, true);
    }

    /** Hurries the sweep, also one that is still to come. */
    void killNow() {
        hurried = true;
        sweeps.forEach(Inside::killNow);
    }
}
