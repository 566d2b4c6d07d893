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
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.deadbuilds.UsedNodes;
import io.jenkins.plugins.cleankill.engine.report.LogLines;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** A block that runs, in the controller's memory: found by its cookie, registered again after a restart. */
final class Block {

    private static final Logger LOGGER = Logger.getLogger(Block.class.getName());

    private final BlockContext context;
    private final BlockLogs logs;
    private final Map<TerminationKey, BlockTermination> terminations = new HashMap<>();
    private final Map<TerminationKey, CompletableFuture<Void>> told = new HashMap<>();
    private final AwaitedNodes awaitedNodes = new AwaitedNodes();
    private final AwaitedCommands awaited = new AwaitedCommands();
    private final TimeoutGrace grace = new TimeoutGrace();
    private final Entrances entrances;
    private final Map<String, LastLaunch> lastLaunches = new ConcurrentHashMap<>();
    private volatile boolean bodyEnded;

    Block(BlockContext context, TaskListener listener) {
        this.context = context;
        this.logs = new BlockLogs(listener, context.state().secrets());
        this.entrances = new Entrances(context.state(), context.save());
    }

    boolean belongsTo(Run<?, ?> other) {
        return context.run().equals(other);
    }

    /** Notes that the block uses the node, and loads what an abort needs there while nothing hurries. */
    String placeOn(Node node, Launcher launcher) {
        String name = node == null ? "" : node.getNodeName();
        if (context.state().addNode(name)) {
            UsedNodes.get().add(name);
            context.save().run();
            prepareLater(launcher.getChannel());
        }
        return name;
    }

    private static void prepareLater(VirtualChannel channel) {
        Computer.threadPoolForRemoting.execute(() -> prepare(channel));
    }

    private static void prepare(VirtualChannel channel) {
        try {
            AgentTermination.prepare(channel);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "An agent could not be prepared for an abort; it loads what it needs then", e);
        }
    }

    void remember(String node, String[] environment, FilePath directory, TaskListener stepListener) {
        // A command without a directory is no build's, but another launcher's or our own.
        if (directory != null) {
            lastLaunches.put(node, new LastLaunch(environment, directory));
        }
        logs.remember(node, stepListener);
    }

    /** Whether "use for every build" has put it around a {@code node}: what is in a block of the user's is not its. */
    boolean isOfNode() {
        return context.mark().isOfNode();
    }

    Map<String, String> variables() {
        return context.mark().asVariables();
    }

    /** Secrets that were bound for a step: no line and no report of ours tells them. */
    void mask(Set<String> variables, EnvVars values) {
        if (context.state().secrets().add(variables, values)) {
            context.save().run();
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
    synchronized BlockTermination stop(Spot place, Map<String, String> variables, @CheckForNull FollowedOutput output) {
        Launcher plain = place.plain();
        TerminationKey key = new TerminationKey(place.node(), place.way(), variables);
        BlockTermination running = terminations.get(key);
        if (running != null && !running.isOver()) {
            running.again();
            return running;
        }
        BlockLog lines = logs.of(plain.getListener()).holdingTheEnd();
        PrintStream log = BlockLogs.print(lines);
        AbortPrelude prelude = new AbortPrelude(context, logs, lastLaunches.get(place.node()));
        CompletableFuture<LastLines> last = prelude.lastLines(plain.getListener(), log);
        BlockTermination termination = BlockTermination.begin(
                context.reports(),
                log,
                plain.getChannel(),
                prelude.order(key, plain, last, log, this::stoppedByTimeout),
                output,
                entrances.inside(place, log),
                () -> fallBack(plain, variables, log));
        begin(key, termination, last.thenCompose(steps -> steps.after(termination.over(), lines)));
        return termination;
    }

    /** A {@code timeout} that ends steps by force would end this block, before its processes, if the body has ended. */
    void stoppedByTimeout() {
        if (context.underTimeout()) {
            grace.begin(this::killBeforeTheForce);
        }
    }

    private synchronized void killBeforeTheForce() {
        if (bodyEnded && terminations.values().stream().anyMatch(each -> !each.isOver())) {
            logs.block().println(LogLines.line("timeout is about to end this block by force: no time is left"));
            killNow();
        }
    }

    private void begin(TerminationKey key, BlockTermination termination, CompletableFuture<Void> lastLine) {
        terminations.put(key, termination);
        told.put(key, lastLine);
        termination.over().thenAccept(report -> report.ifPresent(known -> context.ended(key)));
    }

    /** Takes up again what the loss of the agent, or of the controller, has cut off: what still runs there is adopted. */
    synchronized void takeUp(String node) {
        awaitedNodes.back(node);
        VirtualChannel channel = Channels.to(node);
        if (channel != null && context.state().nodes().contains(node)) {
            prepareLater(channel);
        }
        context.state().open().forEach((key, order) -> {
            BlockTermination before = terminations.get(key);
            if (key.node().equals(node) && channel != null && (before == null || before.isOver())) {
                BlockLog lines = logs.ofNode(node).holdingTheEnd();
                PrintStream log = BlockLogs.print(lines);
                BlockTermination termination = BlockTermination.begin(
                        context.reports(),
                        log,
                        channel,
                        CompletableFuture.completedFuture(order.takenUp()),
                        null,
                        entrances.again(key.way(), order, log),
                        () -> {});
                begin(
                        key,
                        termination,
                        StoppedSteps.of(context.run(), context.mark())
                                .thenCompose(steps -> LastLines.of(steps).after(termination.over(), lines)));
            }
        });
    }

    /** Completes when the nodes that it has used are connected, as far as they exist, or have had that time for it. */
    CompletableFuture<Void> connected(Duration limit) {
        return awaitedNodes.of(context.state().nodes(), limit);
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
        entrances.killNow();
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

    /** The containers that were used. */
    Entrances entrances() {
        return entrances;
    }

    /** Treats what is still alive wherever commands were launched; completes with whether there was anybody. */
    CompletableFuture<Boolean> sweep() {
        Sweep sweep = new Sweep(
                context.reports(),
                context.part(),
                context.scope(),
                context.effective().settings(),
                node -> BlockLogs.print(logs.ofNode(node)));
        return sweep.inside(entrances)
                .thenCompose(inside ->
                        sweep.run(context.state().nodes(), this::hurriable).thenApply(onNodes -> inside || onNodes));
    }

    private synchronized void hurriable(String node, BlockTermination sweep) {
        terminations.put(new TerminationKey(node, "", Map.of()), sweep);
    }

    /** The build is gone and asks no more: what it started is ended all the same; completes as {@link #sweep} does. */
    CompletableFuture<Boolean> abandon() {
        Blocks.remove(context.mark());
        RemoteTimeout.release(context.mark());
        return new Sweep(
                        context.reports(),
                        context.part(),
                        context.scope(),
                        context.effective().settings(),
                        node -> TaskListener.NULL.getLogger())
                .run(
                        context.state().nodes(),
                        (node, sweep) -> LOGGER.fine(() -> context.run() + " was killed hard: sweeping " + node));
    }
}
