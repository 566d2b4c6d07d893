package io.jenkins.plugins.cleankill.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.FollowedOutput;
import io.jenkins.plugins.cleankill.agent.Interruption;
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.agent.TerminationOrder;
import io.jenkins.plugins.cleankill.config.OnAbort;
import io.jenkins.plugins.cleankill.config.ResolvedSettings;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;

/** A block that runs, in the controller's memory: found by its cookie, registered again after a restart. */
final class Block {

    private static final Logger LOGGER = Logger.getLogger(Block.class.getName());

    private final BlockMark mark;
    private final ResolvedSettings effective;
    private final Run<?, ?> run;
    private final BlockLogs logs;
    private final boolean underTimeout;
    private final BlockState state;
    private final Runnable save;
    private final Map<TerminationKey, BlockTermination> terminations = new HashMap<>();
    private final Map<TerminationKey, CompletableFuture<Void>> told = new HashMap<>();
    private final AwaitedCommands awaited = new AwaitedCommands();
    private final TimeoutGrace grace = new TimeoutGrace();
    private volatile LastLaunch lastLaunch;
    private volatile boolean bodyEnded;

    /**
     * @param underTimeout whether a {@code timeout} is around the block
     * @param save keeps the state, which has changed, for after a restart
     */
    Block(
            BlockMark mark,
            ResolvedSettings effective,
            Run<?, ?> run,
            TaskListener listener,
            boolean underTimeout,
            BlockState state,
            Runnable save) {
        this.mark = mark;
        this.effective = effective;
        this.run = run;
        this.logs = new BlockLogs(listener, state.secrets());
        this.underTimeout = underTimeout;
        this.state = state;
        this.save = save;
    }

    boolean belongsTo(Run<?, ?> other) {
        return run.equals(other);
    }

    /** Notes that the block uses the node, and loads what an abort needs there while nothing hurries. */
    String placeOn(Node node, Launcher launcher) {
        String name = node == null ? "" : node.getNodeName();
        if (state.addNode(name)) {
            save.run();
            VirtualChannel channel = launcher.getChannel();
            Computer.threadPoolForRemoting.execute(() -> prepare(channel));
        }
        return name;
    }

    private static void prepare(VirtualChannel channel) {
        try {
            AgentTermination.prepare(channel);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "An agent could not be prepared for an abort; it loads what it needs then", e);
        }
    }

    void remember(String node, String[] environment, FilePath directory, TaskListener stepListener) {
        lastLaunch = new LastLaunch(environment, directory);
        logs.remember(node, stepListener);
    }

    Map<String, String> variables() {
        return mark.asVariables();
    }

    /** Secrets that were bound for a step: no line and no report of ours tells them. */
    void mask(Set<String> variables, EnvVars values) {
        if (state.secrets().add(variables, values)) {
            save.run();
        }
    }

    BlockLogs logs() {
        return logs;
    }

    AwaitedCommands awaited() {
        return awaited;
    }

    /**
     * Begins a termination on the node, of what carries the block's mark and the caller's variables, and returns at
     * once. A repeated call for the same ones may be a second abort.
     *
     * @param output the output to follow, null for none
     */
    synchronized BlockTermination stop(
            Launcher plain, String node, Map<String, String> variables, @CheckForNull FollowedOutput output) {
        TerminationKey key = new TerminationKey(node, variables);
        BlockTermination running = terminations.get(key);
        if (running != null && !running.isOver()) {
            running.again();
            return running;
        }
        BlockLog lines = logs.of(plain.getListener()).holdingTheEnd();
        PrintStream log = BlockLogs.print(lines);
        CompletableFuture<LastLines> last = lastLines(plain.getListener(), log);
        CompletableFuture<TerminationOrder> order = last.thenApplyAsync(
                steps -> {
                    if (Interruption.causes(run).isEmpty()) {
                        heedTimeout(steps, log);
                    }
                    runOnAbort(plain, mark.and(variables));
                    return order(key);
                },
                Interruption.causes(run).isEmpty() ? BlockTermination.LATER : Computer.threadPoolForRemoting);
        BlockTermination termination = BlockTermination.begin(
                reports(), log, plain.getChannel(), order, output, () -> fallBack(plain, variables, log));
        begin(key, termination, last.thenCompose(steps -> steps.after(termination.over(), lines)));
        return termination;
    }

    /** The steps that are to end, and what of their logs must be saved from those who end them by force. */
    private CompletableFuture<LastLines> lastLines(TaskListener step, PrintStream log) {
        boolean allowed = RemoteTimeout.allows(effective.longest().plus(RemoteTimeout.MARGIN));
        boolean graceIsShort = TimeoutGrace.isShorterThan(effective.longest());
        return StoppedSteps.of(run, mark)
                .thenApply(steps -> allowed && !(graceIsShort && steps.underTimeout())
                        ? LastLines.of(steps)
                        : LastLines.followed(steps, () -> logs.of(step), log));
    }

    private void heedTimeout(LastLines steps, PrintStream log) {
        stoppedByTimeout();
        if (TimeoutGrace.isShorterThan(effective.longest()) && (underTimeout || steps.underTimeout())) {
            log.println(LogLines.line("timeout ends its steps by force " + TimeoutGrace.LENGTH.toSeconds()
                    + " s after it has expired, the windows may last "
                    + effective.longest().toSeconds()
                    + " s: this block waits for the processes all the same"));
        }
    }

    /** A {@code timeout} that ends steps by force would end this block, before its processes, if the body has ended. */
    void stoppedByTimeout() {
        if (underTimeout) {
            grace.begin(this::killBeforeTheForce);
        }
    }

    private synchronized void killBeforeTheForce() {
        if (bodyEnded && terminations.values().stream().anyMatch(each -> !each.isOver())) {
            logs.block().println(LogLines.line("timeout is about to end this block by force: no time is left"));
            killNow();
        }
    }

    private BlockReports reports() {
        return new BlockReports(run, state.secrets());
    }

    private TerminationOrder order(TerminationKey key) {
        List<CauseOfInterruption> causes = Interruption.causes(run);
        String cause = Interruption.text(causes, "Stopped");
        TerminationOrder order =
                TerminationOrder.abort(cause, Scope.ofVariables(mark.and(key.variables())), effective.settings());
        state.begun(key, order, causes);
        save.run();
        return order;
    }

    private void begin(TerminationKey key, BlockTermination termination, CompletableFuture<Void> lastLine) {
        terminations.put(key, termination);
        told.put(key, lastLine);
        termination
                .over()
                .thenAccept(report -> report.ifPresent(known -> {
                    state.ended(key);
                    save.run();
                }));
    }

    /** Takes up again what the loss of the agent, or of the controller, has cut off: what still runs there is adopted. */
    synchronized void takeUp(String node) {
        state.open().forEach((key, order) -> {
            VirtualChannel channel = Channels.to(node);
            BlockTermination before = terminations.get(key);
            if (key.node().equals(node) && channel != null && (before == null || before.isOver())) {
                BlockLog lines = logs.ofNode(node).holdingTheEnd();
                BlockTermination termination = BlockTermination.begin(
                        reports(),
                        BlockLogs.print(lines),
                        channel,
                        CompletableFuture.completedFuture(order.takenUp()),
                        null,
                        () -> {});
                begin(
                        key,
                        termination,
                        StoppedSteps.of(run, mark)
                                .thenCompose(steps -> LastLines.of(steps).after(termination.over(), lines)));
            }
        });
    }

    private void runOnAbort(Launcher plain, Map<String, String> members) {
        OnAbort onAbort = effective.onAbort();
        if (onAbort != null && lastLaunch != null) {
            try {
                lastLaunch.run(onAbort, members, plain, plain.getListener());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Jenkins' own killing, if there is anything to reach. */
    private static void fallBack(Launcher plain, Map<String, String> variables, PrintStream log) {
        if (Channels.isLost(plain.getChannel())) {
            log.println(LogLines.line("It is taken up again if the agent comes back while the block runs"));
            return;
        }
        BlockTermination.killAsJenkinsDoes(plain, variables, log);
    }

    /** Hurries everything that runs. */
    synchronized void killNow() {
        terminations.values().forEach(BlockTermination::killNow);
    }

    /** The body has ended. Completes when every termination that was begun is over, well or not, and all of it is told. */
    CompletableFuture<Void> allOver() {
        bodyEnded = true;
        return awaited.settled().thenCompose(settled -> allBegunOver());
    }

    private synchronized CompletableFuture<Void> allBegunOver() {
        Stream<CompletableFuture<?>> over = terminations.values().stream().map(BlockTermination::over);
        return CompletableFuture.allOf(
                Stream.concat(over, told.values().stream()).toArray(CompletableFuture[]::new));
    }

    /** Treats what is still alive on all nodes that were used; completes with whether there was anybody. */
    CompletableFuture<Boolean> sweep() {
        Sweep sweep = new Sweep(
                reports(),
                Scope.ofVariables(mark.asVariables()),
                effective.settings(),
                node -> BlockLogs.print(logs.ofNode(node)));
        return sweep.run(state.nodes(), this::hurriable);
    }

    private synchronized void hurriable(String node, BlockTermination sweep) {
        terminations.put(new TerminationKey(node, Map.of()), sweep);
    }

    /** The build is gone and asks no more: what it started is ended all the same. */
    void abandon() {
        Blocks.remove(mark.cookie());
        RemoteTimeout.release(mark.cookie());
        new Sweep(
                        reports(),
                        Scope.ofVariables(mark.asVariables()),
                        effective.settings(),
                        node -> TaskListener.NULL.getLogger())
                .run(state.nodes(), (node, sweep) -> LOGGER.fine(() -> run + " was killed hard: sweeping " + node));
    }
}
