package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
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
final class UsedContainers {

    private final BlockState state;
    private final Runnable save;
    private final Map<String, LaunchTarget> used = new ConcurrentHashMap<>();
    private final List<ContainerPhase> sweeps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean missed = new AtomicBoolean();
    private volatile boolean hurried;

    /** @param save keeps the state, which has changed */
    UsedContainers(BlockState state, Runnable save) {
        this.state = state;
        this.save = save;
    }

    /** Notes that a command is launched there, if that is in a container. */
    void use(LaunchTarget place, BlockLauncherDecorator decorator, @CheckForNull FilePath directory) {
        if (!place.isContainer()) {
            return;
        }
        used.put(place.savedContainer(), place);
        // A command without a directory is no build's, but another launcher's or our own.
        if (directory != null
                && state.addWay(
                        place.savedContainer(), new SavedContainer(place.node(), decorator, directory.getRemote()))) {
            save.run();
        }
    }

    /** What a termination does first, there. */
    ContainerPhase inside(LaunchTarget place, PrintStream log) {
        return ContainerPhase.of(place, directory(place), log, order -> {
            state.orderedInContainers(order);
            save.run();
        });
    }

    /**
     * The same after a restart, or after the connection was lost: nothing if that is no container, if it can't be entered,
     * or if it was told before.
     */
    ContainerPhase again(String savedContainer, TerminationOrder order, PrintStream log) {
        return state.isOrderedInContainers(order)
                ? ContainerPhase.NOTHING
                : target(savedContainer).map(place -> inside(place, log)).orElse(ContainerPhase.NOTHING);
    }

    @CheckForNull
    private FilePath directory(LaunchTarget place) {
        return savedContainer(place.savedContainer())
                .map(SavedContainer::directoryThere)
                .orElse(null);
    }

    private Optional<SavedContainer> savedContainer(String name) {
        return Optional.ofNullable(state.savedContainers().get(name));
    }

    private Optional<LaunchTarget> target(String savedContainer) {
        return Optional.ofNullable(used.get(savedContainer))
                .filter(place -> !Channels.isLost(place.plain().getChannel()))
                .or(() -> savedContainer(savedContainer).flatMap(SavedContainer::target));
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
        List<CompletableFuture<TerminationOrder>> over = state.savedContainers().keySet().stream()
                .flatMap(savedContainer -> target(savedContainer).stream())
                .filter(place -> !hung.contains(place.node()))
                .map(place -> {
                    ContainerPhase sweep =
                            ContainerPhase.of(place, directory(place), logs.apply(place.node()), order -> {});
                    sweeps.add(sweep);
                    CompletableFuture<TerminationOrder> end = sweep.first(orders.apply(place.node()), reports);
                    if (hurried) {
                        sweep.killNow();
                    }
                    return end;
                })
                .toList();
        return CompletableFuture.allOf(over.toArray(CompletableFuture[]::new))
                .thenApply(done -> sweeps.stream().anyMatch(ContainerPhase::hadMembers));
    }

    /** A step within the block hides its commands from us; whether that is news. */
    boolean missesOne() {
        return missed.compareAndSet(false, true);
    }

    /** Hurries the sweep, also one that is still to come. */
    void killNow() {
        hurried = true;
        sweeps.forEach(ContainerPhase::killNow);
    }
}
