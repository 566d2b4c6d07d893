package io.jenkins.plugins.cleankill.container;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The containers that a block's commands were launched in: for the sweep at its end, and to be entered again after a loss. */
public final class UsedContainers {

    private final SavedContainers saved;
    private final Runnable save;
    private final Map<String, LaunchTarget> used = new ConcurrentHashMap<>();
    private final List<ContainerPhase> sweeps = new CopyOnWriteArrayList<>();
    private final AtomicBoolean missed = new AtomicBoolean();
    private volatile boolean hurried;

    /** @param save keeps the saved containers, which have changed */
    public UsedContainers(SavedContainers saved, Runnable save) {
        this.saved = saved;
        this.save = save;
    }

    /** Notes that a command is launched there, if that is in a container. */
    public void use(LaunchTarget target, ContainerRoute route, @CheckForNull FilePath directory) {
        if (!target.isContainer()) {
            return;
        }
        used.put(target.containerId(), target);
        // A command without a directory is no build's, but another launcher's or our own.
        if (directory != null
                && saved.add(target.containerId(), new SavedContainer(target.node(), route, directory.getRemote()))) {
            save.run();
        }
    }

    /** Whether a command was launched in one. */
    public boolean any() {
        return !saved.all().isEmpty();
    }

    /** The first phase of a termination, in that container. */
    public ContainerPhase inside(LaunchTarget target, PrintStream log) {
        return ContainerPhase.of(target, directory(target), log, order -> {
            saved.ended(order);
            save.run();
        });
    }

    /**
     * The same after a restart, or after the connection was lost: nothing if that is no container, if it can't be entered,
     * or if it was reported before.
     */
    public ContainerPhase again(String containerId, TerminationOrder order, PrintStream log) {
        return saved.isEnded(order)
                ? ContainerPhase.NOTHING
                : target(containerId).map(target -> inside(target, log)).orElse(ContainerPhase.NOTHING);
    }

    @CheckForNull
    private FilePath directory(LaunchTarget target) {
        return savedContainer(target.containerId())
                .map(SavedContainer::directoryThere)
                .orElse(null);
    }

    private Optional<SavedContainer> savedContainer(String containerId) {
        return Optional.ofNullable(saved.all().get(containerId));
    }

    private Optional<LaunchTarget> target(String containerId) {
        return Optional.ofNullable(used.get(containerId))
                .filter(target -> !Channels.isLost(target.plain().getChannel()))
                .or(() -> savedContainer(containerId).flatMap(SavedContainer::target));
    }

    /**
     * Treats what is still alive in the containers; completes with whether there was anybody.
     *
     * @param orders the order for a node's containers
     * @param logs the log for a node's lines
     * @param reports keeps a report, and returns it
     * @param hung the nodes whose agents have not answered: their containers are left to them
     */
    public CompletableFuture<Boolean> sweep(
            Function<String, TerminationOrder> orders,
            Function<String, PrintStream> logs,
            BiFunction<String, TerminationReport, TerminationReport> reports,
            Set<String> hung) {
        List<CompletableFuture<TerminationOrder>> over = saved.all().keySet().stream()
                .flatMap(containerId -> target(containerId).stream())
                .filter(target -> !hung.contains(target.node()))
                .map(target -> {
                    ContainerPhase sweep =
                            ContainerPhase.of(target, directory(target), logs.apply(target.node()), order -> {});
                    sweeps.add(sweep);
                    CompletableFuture<TerminationOrder> end =
                            sweep.first(orders.apply(target.node()), report -> reports.apply(target.node(), report));
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
    public boolean missesOne() {
        return missed.compareAndSet(false, true);
    }

    /** Hurries the sweep, also one that is still to come. */
    public void killNow() {
        hurried = true;
        sweeps.forEach(ContainerPhase::killNow);
    }
}
