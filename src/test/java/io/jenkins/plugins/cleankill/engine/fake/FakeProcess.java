package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** A scripted process. A stopped one does nothing until it is continued: what happens to it meanwhile is kept for then. */
public final class FakeProcess {

    private final FakeMachine machine;
    private final ProcessIdentity identity;
    private final String name;
    private final Map<Signal, Consumer<FakeProcess>> handlers = new EnumMap<>(Signal.class);
    private final List<PipeEnd> pipes = new ArrayList<>();
    private final Map<Long, Consumer<FakeProcess>> atEndOfFile = new HashMap<>();
    private final Deque<Runnable> whileStopped = new ArrayDeque<>();
    private final Set<Signal> pending = new LinkedHashSet<>();
    private Map<String, String> environment = Map.of();
    private boolean environmentReadable = true;
    private SignalSets signals = SignalSets.DEFAULT;
    private Optional<String> executable;
    private long parent;
    private ProcessState state = ProcessState.SLEEPING;
    private Consumer<FakeProcess> whenChildEnds = child -> {};
    private boolean collected = true;
    private boolean unkillable;
    private boolean permitted = true;

    FakeProcess(FakeMachine machine, ProcessIdentity identity, long parent, String name) {
        this.machine = machine;
        this.identity = identity;
        this.parent = parent;
        this.name = name;
        this.executable = Optional.of("/usr/bin/" + name);
    }

    public FakeProcess executable(String path) {
        executable = Optional.of(path);
        return this;
    }

    /** It becomes another program: its handlers are gone, what it ignores and blocks stays, see execve(2). */
    public void execs(String path) {
        executable = Optional.of(path);
        signals = new SignalSets(signals.blocked(), signals.ignored(), 0);
        handlers.clear();
    }

    /** It neither catches nor ignores nor blocks anything any more. */
    public void resetsSignals() {
        signals = SignalSets.DEFAULT;
        handlers.clear();
    }

    public FakeProcess environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    public FakeProcess unreadableEnvironment() {
        environmentReadable = false;
        return this;
    }

    /** It has a handler that does this. */
    public FakeProcess catches(Signal signal, Consumer<FakeProcess> handler) {
        signals = signals.catching(signal);
        handlers.put(signal, handler);
        return this;
    }

    public FakeProcess ignores(Signal signal) {
        signals = signals.ignoring(signal);
        return this;
    }

    /** It blocks the signal and collects it with sigwait(3), whereupon it does this. */
    public FakeProcess collects(Signal signal, Consumer<FakeProcess> reaction) {
        signals = signals.blocking(signal);
        handlers.put(signal, reaction);
        return this;
    }

    /** It does this when a child has ended. */
    public FakeProcess whenChildEnds(Consumer<FakeProcess> reaction) {
        whenChildEnds = reaction;
        return this;
    }

    public FakeProcess writes(int descriptor, long pipe) {
        pipes.add(new PipeEnd(descriptor, pipe, PipeEnd.Access.WRITE));
        return this;
    }

    /** It does this when nobody writes to the pipe any more. */
    public FakeProcess reads(int descriptor, long pipe, Consumer<FakeProcess> reaction) {
        pipes.add(new PipeEnd(descriptor, pipe, PipeEnd.Access.READ));
        atEndOfFile.put(pipe, reaction);
        return this;
    }

    /** A filter like cat: it ends at the end-of-file of its standard input. */
    public FakeProcess filters(long pipe) {
        return reads(0, pipe, FakeProcess::end);
    }

    /** Its parent never collects it. */
    public FakeProcess becomesZombie() {
        collected = false;
        return this;
    }

    /** In a kernel wait that not even SIGKILL ends. */
    public FakeProcess uninterruptible() {
        state = ProcessState.UNINTERRUPTIBLE;
        unkillable = true;
        return this;
    }

    /** Another user's. */
    public FakeProcess ofAnotherUser() {
        permitted = false;
        environmentReadable = false;
        return this;
    }

    /** Stopped by somebody. */
    public FakeProcess stopped() {
        state = ProcessState.STOPPED;
        return this;
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return state.isAlive();
    }

    public boolean isStopped() {
        return state == ProcessState.STOPPED;
    }

    boolean isPermitted() {
        return permitted;
    }

    boolean isListed() {
        return state != ProcessState.DEAD;
    }

    long parent() {
        return parent;
    }

    void adoptedBy(long pid) {
        parent = pid;
    }

    boolean writesTo(long pipe) {
        return isAlive() && pipes.stream().anyMatch(end -> end.writes() && end.pipe() == pipe);
    }

    /** It ends in that time, unless it has ended before. */
    public void endAfter(Duration duration) {
        machine.after(duration, () -> act(this::end));
    }

    /** It ends now. */
    public void end() {
        if (isAlive()) {
            state = collected ? ProcessState.DEAD : ProcessState.ZOMBIE;
            machine.ended(this);
        }
    }

    void childEnded(FakeProcess child) {
        act(() -> whenChildEnds.accept(child));
    }

    void endOfFile(long pipe) {
        if (atEndOfFile.containsKey(pipe)) {
            act(() -> Optional.ofNullable(atEndOfFile.remove(pipe)).ifPresent(reaction -> reaction.accept(this)));
        }
    }

    private void act(Runnable action) {
        if (isStopped()) {
            whileStopped.add(action);
        } else if (isAlive()) {
            action.run();
        }
    }

    void receive(Signal signal) {
        switch (signal) {
            case KILL -> {
                if (!unkillable) {
                    end();
                }
            }
            case STOP -> {
                if (!unkillable) {
                    state = ProcessState.STOPPED;
                }
            }
            case CONT -> resume();
            default -> {
                if (isStopped() || unkillable) {
                    pending.add(signal);
                } else {
                    dispose(signal);
                }
            }
        }
    }

    private void dispose(Signal signal) {
        switch (signals.of(signal)) {
            case IGNORED -> {}
            case DEFAULT -> end();
            case CAUGHT, BLOCKED -> {
                Consumer<FakeProcess> handler = handlers.get(signal);
                if (handler != null) {
                    handler.accept(this);
                }
            }
        }
    }

    private void resume() {
        if (isStopped()) {
            state = ProcessState.SLEEPING;
            List<Signal> waiting = List.copyOf(pending);
            pending.clear();
            waiting.forEach(this::dispose);
            while (isAlive() && !isStopped() && !whileStopped.isEmpty()) {
                whileStopped.removeFirst().run();
            }
        }
    }

    ProcessInfo info(boolean withEnvironment) {
        Environment read = environmentReadable ? Environment.of(environment) : Environment.UNREADABLE;
        return new ProcessInfo(identity, parent, state, name, withEnvironment ? read : Environment.NOT_READ);
    }

    ProcessDetails details() {
        return new ProcessDetails(
                signals,
                OptionalLong.of(permitted ? 1000 : 0),
                executable,
                CommandLine.of(executable.orElse(name)),
                isAlive() ? pipes : List.of(),
                OptionalLong.empty(),
                unkillable ? Optional.of("rpc_wait_bit_killable") : Optional.empty(),
                OptionalLong.empty());
    }

    @Override
    public String toString() {
        return name + " (" + identity.pid() + ")";
    }
}
