package io.jenkins.plugins.cleankill.pipeline;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.cleankill.agent.AgentTermination;
import io.jenkins.plugins.cleankill.agent.Channels;
import io.jenkins.plugins.cleankill.agent.Interruption;
import io.jenkins.plugins.cleankill.agent.LastLaunch;
import io.jenkins.plugins.cleankill.agent.Place;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;

/** A block that runs, in the controller's memory: found by its cookie, registered again after a restart. */
final class Block {

    private static final Logger LOGGER = Logger.getLogger(Block.class.getName());

    /** Between the moment when an executor forgets who interrupted it and the one when the build knows. */
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting);

    private final BlockMark mark;
    private final String part;
    private final ResolvedSettings effective;
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final BlockState state;
    private final Runnable save;
    private final Map<TerminationKey, BlockTermination> terminations = new HashMap<>();
    private final Map<String, TaskListener> lastListeners = new ConcurrentHashMap<>();
    private volatile LastLaunch lastLaunch;

    /**
     * @param part where in the build it stands, in words
     * @param save keeps the state, which has changed, for after a restart
     */
    Block(
            BlockMark mark,
            String part,
            ResolvedSettings effective,
            Run<?, ?> run,
            TaskListener listener,
            BlockState state,
            Runnable save) {
        this.mark = mark;
        this.part = part;
        this.effective = effective;
        this.run = run;
        this.listener = listener;
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
        lastListeners.put(node, stepListener);
    }

    /**
     * Begins a termination on the node, of what carries the block's mark and the caller's variables, and returns at
     * once. A repeated call for the same ones is a second abort.
     */
    synchronized void kill(Launcher plain, String node, Map<String, String> variables) {
        TerminationKey key = new TerminationKey(node, variables);
        BlockTermination running = terminations.get(key);
        if (running != null && !running.isOver()) {
            running.again();
            return;
        }
        PrintStream log = StepLog.of(plain.getListener(), listener);
        CompletableFuture<TerminationOrder> order = CompletableFuture.supplyAsync(
                () -> {
                    runOnAbort(plain, mark.and(variables));
                    return order(key);
                },
                Interruption.causes(run).isEmpty() ? LATER : Computer.threadPoolForRemoting);
        begin(key, BlockTermination.begin(run, log, plain.getChannel(), order, () -> fallBack(plain, variables, log)));
    }

    private TerminationOrder order(TerminationKey key) {
        List<CauseOfInterruption> causes = Interruption.causes(run);
        String cause = Interruption.text(causes, "Stopped");
        TerminationOrder order = TerminationOrder.abort(
                        cause, Scope.ofVariables(mark.and(key.variables())), effective.settings())
                .in(Place.within(part, key.node()));
        state.begun(key, order, causes);
        save.run();
        return order;
    }

    private void begin(TerminationKey key, BlockTermination termination) {
        terminations.put(key, termination);
        termination
                .over()
                .thenAccept(report -> report.ifPresent(told -> {
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
                begin(
                        key,
                        BlockTermination.begin(
                                run,
                                logOf(node),
                                channel,
                                CompletableFuture.completedFuture(order.takenUp()),
                                () -> {}));
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

    /** Completes when every termination that was begun is over, well or not. */
    synchronized CompletableFuture<Void> allOver() {
        return CompletableFuture.allOf(
                terminations.values().stream().map(BlockTermination::over).toArray(CompletableFuture[]::new));
    }

    /** Treats what is still alive on all nodes that were used; completes with whether there was anybody. */
    CompletableFuture<Boolean> sweep() {
        Sweep sweep = new Sweep(run, part, Scope.ofVariables(mark.asVariables()), effective.settings(), this::logOf);
        return sweep.run(state.nodes(), this::hurriable);
    }

    private synchronized void hurriable(String node, BlockTermination sweep) {
        terminations.put(new TerminationKey(node, Map.of()), sweep);
    }

    private PrintStream logOf(String node) {
        return StepLog.of(lastListeners.getOrDefault(node, listener), listener);
    }

    /** The build is gone and asks no more: what it started is ended all the same. */
    void abandon() {
        Blocks.remove(mark.cookie());
        RemoteTimeout.release(mark.cookie());
        new Sweep(
                        run,
                        part,
                        Scope.ofVariables(mark.asVariables()),
                        effective.settings(),
                        node -> TaskListener.NULL.getLogger())
                .run(state.nodes(), (node, sweep) -> LOGGER.fine(() -> run + " was killed hard: sweeping " + node));
    }
}
