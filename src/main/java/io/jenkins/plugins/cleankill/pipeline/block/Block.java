package io.jenkins.plugins.cleankill.pipeline.block;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.CommandOutput;
import io.jenkins.plugins.cleankill.container.LaunchTarget;
import io.jenkins.plugins.cleankill.container.UsedContainers;
import io.jenkins.plugins.cleankill.controller.AgentTermination;
import io.jenkins.plugins.cleankill.controller.Channels;
import io.jenkins.plugins.cleankill.deadbuilds.Origins;
import io.jenkins.plugins.cleankill.deadbuilds.UsedNodes;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import io.jenkins.plugins.cleankill.pipeline.log.BlockLogs;
import io.jenkins.plugins.cleankill.pipeline.log.BlockReports;
import io.jenkins.plugins.cleankill.pipeline.log.DetachedStepLogs;
import io.jenkins.plugins.cleankill.pipeline.log.StoppedSteps;
import io.jenkins.plugins.cleankill.pipeline.timeouts.GraceDeadline;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** A block that runs, in the controller's memory: found by its cookie, registered again after a restart. */
public final class Block {

    private static final Logger LOGGER = Logger.getLogger(Block.class.getName());

    /** An agent that is lost may be back soon, or was lost because the controller stops, which we shall know soon. */
    public static final Duration SOON = Duration.ofSeconds(10);

    private final BlockContext context;
    private final SavedState state;
    private final BlockReports reports;
    private final BlockLogs logs;
    private final BlockTerminations terminations;
    private final DetachedStepLogs detachedLogs;
    private final AwaitedNodes awaitedNodes = new AwaitedNodes();
    private final AwaitedCommands awaited = new AwaitedCommands();
    private final GraceDeadline grace = new GraceDeadline();
    private final UsedContainers usedContainers;
    private final StartedContainers startedContainers;
    private final LaunchSites launchSites = new LaunchSites();
    private final AfterKills afterKills;
    private final AfterKillRuns afterKillRuns;
    private volatile boolean bodyEnded;
    private volatile boolean registered;

    /**
     * @param saved the state that it must know again after a restart
     * @param save writes that, when it has changed
     * @param listener the block's own log
     */
    public Block(BlockContext context, BlockState saved, Runnable save, TaskListener listener) {
        this.context = context;
        saved.secrets().addParameters(context.run());
        this.state = new SavedState(saved, save);
        this.reports = new BlockReports(context.run(), saved.secrets());
        this.logs = new BlockLogs(listener, saved.secrets());
        this.usedContainers = new UsedContainers(saved.containers(), save);
        this.detachedLogs = new DetachedStepLogs(saved.links(), save);
        this.startedContainers = new StartedContainers(context, state, reports, logs);
        this.afterKills = new AfterKills(context.effective().afterKill());
        this.terminations = new BlockTerminations(
                context, state, reports, logs, usedContainers, detachedLogs, launchSites, afterKills);
        this.afterKillRuns = new AfterKillRuns(context, reports, logs, terminations, launchSites);
    }

    /** Whether it hears of events: not before it begins, after its end, and once the controller has stopped. */
    void setRegistered(boolean registered) {
        this.registered = registered;
    }

    Cookie cookie() {
        return context.cookie();
    }

    boolean belongsTo(Run<?, ?> other) {
        return context.run().equals(other);
    }

    /** Notes that the block uses the node, and loads what an abort needs there while nothing hurries. */
    String placeOn(Node node, Launcher launcher) {
        String name = node == null ? "" : node.getNodeName();
        if (state.addNode(name)) {
            UsedNodes.get().add(name);
            AgentTermination.prepareLater(launcher.getChannel());
        }
        return name;
    }

    void remember(LaunchTarget target, String[] environment, FilePath directory, TaskListener stepListener) {
        launchSites.add(target, environment, directory);
        // A command without a directory is no build's, but another launcher's or our own.
        if (directory != null) {
            startedContainers.note(target.node(), environment, target.isContainer());
        }
        logs.remember(target.node(), stepListener);
    }

    /** Whether it is the block that "use for every build" puts around a {@code node}, and not a user's. */
    boolean isOfNode() {
        return context.cookie().isOfNode();
    }

    /** The control group of all of the build's blocks; none if this one's settings leave any process alive. */
    Optional<GroupName> groupOfBuild() {
        return Origins.of(context.run()).controlGroup(context.effective().settings());
    }

    Map<String, String> variables() {
        return context.cookie().asVariables();
    }

    /** Secrets that were bound for a step: no line and no report of ours tells them. */
    void mask(Set<String> variables, EnvVars values) {
        state.addSecrets(variables, values);
    }

    /** Prints a line of ours to the block's own log. */
    public void say(String text) {
        logs.block().println(LogLines.line(text));
    }

    BlockLogs logs() {
        return logs;
    }

    AwaitedCommands awaitedCommands() {
        return awaited;
    }

    /**
     * Begins a termination on the node, of what carries the block's cookie and the caller's variables, and returns at
     * once. A repeated call for the same ones may be a second abort.
     *
     * @param output the output to follow, null for none
     */
    BlockTermination stop(LaunchTarget target, Map<String, String> variables, @CheckForNull CommandOutput output) {
        return terminations.stop(target, variables, output, this::stoppedByTimeout);
    }

    /** Begins to end those of its processes that have such names, or takes that up, and returns at once. */
    public NamedEnd end(NamedOrders orders, TaskListener listener) {
        PrintStream log = BlockLogs.print(logs.of(listener));
        if (usedContainers.any()) {
            log.println(LogLines.line("endProcesses finds processes in containers only where the agent sees them"));
        }
        return new NamedEnd(context, state.known().nodes(), terminations, orders, node -> backSoon(Set.of(node)), log);
    }

    /** Whether the agent there has not answered in time. */
    boolean isHung(String node) {
        return terminations.unanswered().contains(node);
    }

    /** A {@code timeout} that ends steps by force would end this block, before its processes, if the body has ended. */
    public void stoppedByTimeout() {
        if (context.underTimeout()) {
            grace.begin(this::killBeforeTheForce);
        }
    }

    private void killBeforeTheForce() {
        if (bodyEnded && (terminations.anyRuns() || startedContainers.isStopping())) {
            say("timeout is about to end this block by force: no time is left");
            killNow();
        }
    }

    /** The node was deleted, or marked offline, or is back: a wait for it may be over. */
    void changed(String node) {
        awaitedNodes.changed(node);
    }

    /** Takes up again what the loss of the agent, or of the controller, has cut off, and deletes what it left there. */
    public void takeUp(String node) {
        changed(node);
        VirtualChannel channel = Channels.to(node);
        if (channel == null) {
            return;
        }
        if (state.known().nodes().contains(node)) {
            AgentTermination.prepareLater(channel);
        }
        detachedLogs.clear(node);
        terminations.takeUp(node, channel);
    }

    /** After a restart of the controller: steps that were stopped before it have forgotten that. */
    public void remindSteps() {
        if (state.known().anyStopped()) {
            StoppedSteps.remind(context.run(), context.cookie(), state.known()::causeOf, context.longestStop());
        }
    }

    /** Completes when the nodes that it has used are connected, as far as they will be, or have had that time for it. */
    public CompletableFuture<Void> connected(Duration limit) {
        return awaitedNodes.of(state.known().nodes(), limit);
    }

    /** Hurries everything that runs, and waits for no agent any more. */
    public void killNow() {
        awaitedNodes.giveUp();
        terminations.killNow();
        startedContainers.killNow();
        afterKillRuns.killNow();
    }

    /** The body has failed: perhaps because of a second abort. */
    public void bodyFailed(Throwable failure) {
        terminations.bodyFailed(failure);
    }

    /** The body has ended. Completes when every termination that was begun is over, well or not, and all of it is told. */
    CompletableFuture<Void> allOver() {
        bodyEnded = true;
        return awaited.settled().thenCompose(settled -> terminations.allOver());
    }

    /** The nodes and terminations that the block waits for, in words; empty if it waits for none. */
    public String waitsFor() {
        return Stream.of(awaitedNodes.names(), terminations.places())
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** The containers that were used. */
    UsedContainers usedContainers() {
        return usedContainers;
    }

    /**
     * Treats processes that are still alive wherever commands were launched; completes with whether there were any. An
     * agent that is lost meanwhile may be back soon; the sweep does not complete if the controller stops.
     */
    CompletableFuture<Boolean> sweep() {
        detachedLogs.end();
        terminations.forgetCutOffSweeps();
        return sweep(node -> BlockLogs.print(logs.ofNode(node)), terminations::sweep)
                .thenCompose(anyLeft -> terminations.isSweepCutOff() && !awaitedNodes.isGivenUp()
                        ? backSoon(state.known().nodes())
                                .thenCompose(done -> terminations.allOver())
                                .thenCompose(done -> sweep())
                                .thenApply(anyMore -> anyLeft || anyMore)
                        : CompletableFuture.completedFuture(anyLeft));
    }

    /**
     * Waits for all terminations that were begun, and for an agent whose loss has cut them off, and sweeps, processes and
     * then containers: what a client like {@code docker compose up} does as it ends is over by then. Last runs the user's
     * command. It completes with whether there were any leftovers. The end does not complete if the controller stops.
     */
    public CompletableFuture<Boolean> end() {
        return unlessStopping(allOver().thenCompose(done -> connected(SOON)))
                .thenComposeAsync(done -> unlessStopping(sweep()), Computer.threadPoolForRemoting)
                .thenCompose(anyLeft -> unlessStopping(startedContainers.sweep(terminations.unanswered()))
                        .thenApply(done -> anyLeft))
                .thenCompose(anyLeft ->
                        unlessStopping(afterKillRuns.run(afterKills.take())).thenApply(done -> anyLeft));
    }

    /** Waits for agents that are lost. */
    private CompletableFuture<Void> backSoon(Set<String> nodes) {
        return unlessStopping(awaitedNodes.of(nodes, SOON));
    }

    /** An end that the controller's stop has cut off does not count. */
    private <T> CompletableFuture<T> unlessStopping(CompletableFuture<T> end) {
        CompletableFuture<T> result = new CompletableFuture<>();
        end.whenComplete((value, failure) -> {
            if (isStopping()) {
                LOGGER.log(Level.FINE, failure, () -> "A block of " + context.run() + " ends after the next start");
            } else if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** A controller that stops loses its agents first: leftovers there can't be looked for before the next start. */
    public boolean isStopping() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return !registered || jenkins == null || jenkins.isTerminating();
    }

    private CompletableFuture<Boolean> sweep(Function<String, PrintStream> logsOfNodes, LeftoverSweep.Begin begin) {
        LeftoverSweep sweep = new LeftoverSweep(
                context, reports, logsOfNodes, terminations.unanswered(), afterKills, startedContainers::workplace);
        return sweep.inside(usedContainers)
                .thenCompose(inside -> sweep.run(state.known().nodes(), begin).thenApply(onNodes -> inside || onNodes));
    }

    /**
     * The build is gone and asks no more: its processes are ended all the same; completes as {@link #sweep} does. The
     * block is not registered any more.
     */
    public CompletableFuture<Boolean> abandon() {
        detachedLogs.end();
        return sweep(node -> TaskListener.NULL.getLogger(), terminations::sweepUnrecorded);
    }
}
