package io.jenkins.plugins.cleankill.pipeline.block;

import hudson.model.Computer;
import io.jenkins.plugins.cleankill.controller.Workplaces;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.docker.ContainerOwner;
import io.jenkins.plugins.cleankill.docker.ContainerSweep;
import io.jenkins.plugins.cleankill.docker.DockerUse;
import io.jenkins.plugins.cleankill.docker.Surroundings;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The containers that a block's commands start themselves, by the {@code docker} of their nodes. */
final class StartedContainers {

    private final BlockContext context;
    private final SavedState state;
    private final BlockLogs logs;
    private final DockerUse use;
    private final ContainerSweep sweep;

    StartedContainers(BlockContext context, SavedState state, BlockReports reports, BlockLogs logs) {
        this.context = context;
        this.state = state;
        this.logs = logs;
        this.use = new DockerUse(state.known().workspaces(), state::save);
        this.sweep = new ContainerSweep(
                new ContainerOwner(context.run(), context.cookie(), context.part(), context.effective()),
                use,
                reports::keep);
    }

    /** Notes a command that is launched, as {@link DockerUse#note} does. */
    void note(String node, String[] environment, boolean inContainer) {
        use.note(node, environment, inContainer);
    }

    /** Where the block's commands were launched on a node, as its containers tell it, too. */
    Workplace workplace(String node) {
        return Workplaces.of(
                Origins.of(context.run()).text(),
                node,
                use.workspaces().on(node),
                FlowSurroundings.of(context.run(), context.step()).begun());
    }

    /**
     * Treats those that still run, all nodes side by side; completes when that is over.
     *
     * @param hung the nodes whose agents have not answered: they are not asked once more
     */
    CompletableFuture<Void> sweep(Set<String> hung) {
        if (!sweep.isWanted()) {
            return CompletableFuture.completedFuture(null);
        }
        Surroundings surroundings = FlowSurroundings.of(context.run(), context.step());
        return CompletableFuture.allOf(state.known().nodes().stream()
                .filter(node -> !hung.contains(node))
                .map(node -> CompletableFuture.runAsync(
                        () -> sweep.on(node, surroundings, log(node)), Computer.threadPoolForRemoting))
                .toArray(CompletableFuture[]::new));
    }

    private PrintStream log(String node) {
        return BlockLogs.print(logs.ofNode(node));
    }

    void killNow() {
        sweep.killNow();
    }

    boolean isStopping() {
        return sweep.isStopping();
    }
}
