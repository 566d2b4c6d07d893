package io.jenkins.plugins.cleankill.freestyle;

import hudson.model.AbstractBuild;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.cleankill.controller.Failures;
import io.jenkins.plugins.cleankill.controller.LimitedWait;
import io.jenkins.plugins.cleankill.docker.ContainerOwner;
import io.jenkins.plugins.cleankill.docker.ContainerSweep;
import io.jenkins.plugins.cleankill.docker.DockerUse;
import io.jenkins.plugins.cleankill.docker.Surroundings;
import io.jenkins.plugins.cleankill.docker.UsedWorkspaces;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The containers that a build's commands start themselves, by the {@code docker} of its agent. */
final class BuildContainers {

    private final AbstractBuild<?, ?> build;
    private final TaskListener listener;
    private final DockerUse use = new DockerUse(new UsedWorkspaces(), () -> {});
    private final ContainerSweep sweep;

    BuildContainers(AbstractBuild<?, ?> build, TaskListener listener, ContainerOwner owner, BuildSecrets secrets) {
        this.build = build;
        this.listener = listener;
        this.sweep = new ContainerSweep(owner, use, report -> ReportStore.add(build, secrets.texts(), report));
    }

    /** Notes a command that is launched, as {@link DockerUse#note} does. */
    void note(String[] environment, boolean inContainer) {
        use.note(build.getBuiltOnStr(), environment, inContainer);
    }

    /** The workspaces that commands were launched in. */
    Set<String> workspaces() {
        return use.workspaces().on(build.getBuiltOnStr());
    }

    /** Treats those that still run, and waits for that. An interrupt meanwhile is an abort: the flag is set again after it. */
    void sweep() {
        if (!sweep.isWanted()) {
            return;
        }
        // Nothing else of a Freestyle build runs beside it
        Surroundings surroundings = new Surroundings(Instant.ofEpochMilli(build.getStartTimeInMillis()), true, true);
        CompletableFuture<Void> over = CompletableFuture.runAsync(
                () -> sweep.on(build.getBuiltOnStr(), surroundings, listener.getLogger()),
                Computer.threadPoolForRemoting);
        try {
            new LimitedWait<>(over).within(sweep.longest()).await(sweep::killNow);
        } catch (ExecutionException e) {
            listener.getLogger()
                    .println(LogLines.line("Whether containers of this build still run is not known: "
                            + (Failures.isTimeout(e) ? "the agent has not answered in time" : Failures.reason(e))));
        }
    }
}
