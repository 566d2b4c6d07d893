package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.fake.FakeDescriptors.OpenFile;
import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Effort;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Shut;
import io.jenkins.plugins.cleankill.engine.process.SocketTable.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A scripted process. A stopped one does nothing until it is continued: what happens to it meanwhile is kept for then. */
public final class FakeProcess {

    private final FakeMachine machine;
    private final ProcessIdentity identity;
    private final String name;
    private final FakeSignals signals = new FakeSignals();
    private final FakeDescriptors descriptors = new FakeDescriptors();
    private final Map<PipeId, Consumer<FakeProcess>> atEndOfFile = new HashMap<>();
    private final Map<PipeId, BiConsumer<FakeProcess, String>> atText = new HashMap<>();
    private final Map<Integer, Consumer<FakeProcess>> atEndOfTerminal = new HashMap<>();
    private final Deque<Runnable> whileStopped = new ArrayDeque<>();
    private Map<String, String> environment = Map.of();
    private boolean environmentReadable = true;
    private Optional<String> executable;
    private long parent;
    private JobControl job;
    private Effort effort = new Effort(0, 1);
    private Set<String> kernelWaits = Set.of();
    private long charactersRead;
    private ProcessState state = ProcessState.SLEEPING;
    private Consumer<FakeProcess> whenChildEnds = child -> {};
    private Consumer<FakeProcess> whenChildStops = child -> {};
    private Consumer<FakeProcess> whenContinued = process -> {};
    private boolean busy;
    private Runnable blockedWrite;
    private PipeId blockedOn;
    private boolean collected = true;
    private boolean unkillable;
    private boolean firstOfNamespace;
    private boolean permitted = true;

    FakeProcess(FakeMachine machine, ProcessIdentity identity, long parent, JobControl job, String name) {
        this.machine = machine;
        this.identity = identity;
        this.parent = parent;
        this.job = job;
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
        signals.exec();
    }

    /** It neither catches nor ignores nor blocks anything any more. */
    public void resetsSignals() {
        signals.reset();
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
        signals.catches(signal, handler);
        return this;
    }

    public FakeProcess ignores(Signal signal) {
        signals.ignores(signal);
        return this;
    }

    /** It blocks the signal and never takes it. */
    public FakeProcess blocks(Signal signal) {
        signals.blocks(signal);
        return this;
    }

    /** It blocks the signal and collects it through a signalfd(2), whereupon it does this. */
    public FakeProcess collects(Signal signal, Consumer<FakeProcess> reaction) {
        signals.collects(signal, reaction);
        return this;
    }

    /** It sits in sigwait(3), which does not show as a blocked signal; then it does this. */
    public FakeProcess awaits(Signal signal, Consumer<FakeProcess> reaction) {
        signals.awaits(signal, reaction);
        return this;
    }

    /** It does this when a child has ended. */
    public FakeProcess whenChildEnds(Consumer<FakeProcess> reaction) {
        whenChildEnds = reaction;
        return this;
    }

    /** It does this when it sees that a child was stopped, see WUNTRACED in wait(2). */
    public FakeProcess whenChildStops(Consumer<FakeProcess> reaction) {
        whenChildStops = reaction;
        return this;
    }

    /** It does this when it goes on after a stop. */
    public FakeProcess whenContinued(Consumer<FakeProcess> reaction) {
        whenContinued = reaction;
        return this;
    }

    public FakeProcess writes(int descriptor, PipeId pipe) {
        descriptors.pipe(descriptor, pipe, PipeEnd.Access.WRITE);
        return this;
    }

    /** It does this when nobody writes to the pipe any more. */
    public FakeProcess reads(int descriptor, PipeId pipe, Consumer<FakeProcess> reaction) {
        descriptors.pipe(descriptor, pipe, PipeEnd.Access.READ);
        atEndOfFile.put(pipe, reaction);
        return this;
    }

    /** It does the one with each piece of text that comes, and the other when nobody writes any more. */
    public FakeProcess reads(
            int descriptor, PipeId pipe, BiConsumer<FakeProcess, String> withText, Consumer<FakeProcess> atEnd) {
        atText.put(pipe, withText);
        return reads(descriptor, pipe, atEnd);
    }

    /** It does something else than reading. */
    public FakeProcess readsNothing() {
        busy = true;
        return this;
    }

    /** It closes a pipe. */
    public void closes(int descriptor) {
        descriptors.closePipe(descriptor);
        machine.settle();
    }

    /** It leads a process group of its own, see setpgid(2). */
    public FakeProcess leadsGroup() {
        job = new JobControl(identity.pid(), job.session(), job.terminal());
        return this;
    }

    /** It leads a session of its own, without a terminal, see setsid(2). */
    public FakeProcess leadsSession() {
        job = new JobControl(identity.pid(), identity.pid(), OptionalInt.empty());
        return this;
    }

    /** It has inherited a session and a group whose leaders are outside of its pid namespace. */
    void inSessionFromOutside() {
        job = new JobControl(0, 0, OptionalInt.empty());
    }

    /** That terminal controls its session, and is its standard input, output and error. */
    public FakeProcess terminal(int index) {
        job = new JobControl(job.group(), job.session(), OptionalInt.of(index));
        return opensTerminal(index);
    }

    /** It has a terminal open. */
    public FakeProcess opensTerminal(int index) {
        descriptors.slave(index);
        return this;
    }

    /** It provides a terminal, and does this when the terminal is closed by all that had it open. */
    public FakeProcess providesTerminal(int index, Consumer<FakeProcess> reaction) {
        descriptors.master(index);
        atEndOfTerminal.put(index, reaction);
        return this;
    }

    /** It has a file open that no other process has. */
    public FakeProcess opensFile(int descriptor, String path) {
        descriptors.file(descriptor, new OpenFile(path));
        return this;
    }

    /** It has inherited an open file. */
    public FakeProcess inheritsFile(int descriptor, FakeProcess from, int itsDescriptor) {
        descriptors.file(descriptor, from.descriptors.file(itsDescriptor).orElseThrow());
        return this;
    }

    /** It waits for connections. */
    public FakeProcess listens() {
        descriptors.socket(new Socket(machine.inode(), true, 0, 0, Shut.NONE));
        return this;
    }

    /** It is connected to the other, which has accepted. */
    public FakeProcess connectsTo(FakeProcess server) {
        long here = machine.inode();
        long there = machine.inode();
        descriptors.socket(new Socket(here, false, there, 0, Shut.NONE));
        server.descriptors.socket(new Socket(there, false, here, 0, Shut.NONE));
        return this;
    }

    /** So many bytes have come through the connection to that process, and are unread. */
    public FakeProcess hasUnreadFrom(FakeProcess peer, long bytes) {
        descriptors.sockets().values().stream()
                .filter(socket -> peer.descriptors.sockets().containsKey(socket.peer()))
                .findFirst()
                .ifPresent(socket -> descriptors.unread(socket.inode(), bytes));
        return this;
    }

    /** Its threads wait in these kernel functions. */
    public FakeProcess waitsIn(String... functions) {
        kernelWaits = Set.of(functions);
        return this;
    }

    /** It has read so much by now. */
    public FakeProcess hasRead(long characters) {
        charactersRead = characters;
        return this;
    }

    /** It has used so much processor time by now, and has so many threads. */
    public FakeProcess worksFor(long cpuTicks, long threads) {
        effort = new Effort(cpuTicks, threads);
        return this;
    }

    /** It writes text: at once, or as soon as the pipe has room. Until then it does nothing else. */
    public void says(int descriptor, String text) {
        act(() -> descriptors.pipe(descriptor).ifPresent(end -> {
            if (!machine.write(this, end.pipe(), text)) {
                blockedOn = end.pipe();
                blockedWrite = () -> says(descriptor, text);
            }
        }));
    }

    /** It sends a signal to another process. */
    public void signals(FakeProcess other, Signal signal) {
        machine.forward(this, other, signal);
    }

    /** A filter like cat: it ends at the end-of-file of its standard input. */
    public FakeProcess filters(PipeId pipe) {
        return reads(0, pipe, FakeProcess::end).waitsIn("pipe_read");
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

    /** The first process of a pid namespace: what it does not handle does nothing to it, see pid_namespaces(7). */
    public FakeProcess firstOfNamespace() {
        firstOfNamespace = true;
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

    FakeDescriptors descriptors() {
        return descriptors;
    }

    JobControl job() {
        return job;
    }

    ProcessState state() {
        return state;
    }

    long pendingSignals() {
        return signals.pending();
    }

    long charactersRead() {
        return charactersRead;
    }

    Set<String> kernelWaits() {
        if (isStopped()) {
            return Set.of("do_signal_stop");
        }
        return signals.awaitsAny() ? Set.of("do_sigtimedwait") : kernelWaits;
    }

    boolean writesTo(PipeId pipe) {
        return isAlive()
                && descriptors.pipes().stream()
                        .anyMatch(end -> end.writes() && end.pipe().equals(pipe));
    }

    boolean provides(int terminal) {
        return isAlive() && descriptors.terminals().masters().contains(terminal);
    }

    boolean hasOpen(int terminal) {
        return isAlive() && descriptors.terminals().slaves().contains(terminal);
    }

    boolean usesTerminal(int terminal) {
        return hasOpen(terminal) || job.terminal().isPresent() && job.terminal().getAsInt() == terminal;
    }

    /** It ends in that time, unless it has ended before. */
    public void endAfter(Duration duration) {
        machine.after(duration, () -> act(this::end));
    }

    /** It ends now. */
    public void end() {
        if (isAlive()) {
            state = collected ? ProcessState.DEAD : ProcessState.ZOMBIE;
            signals.discardAll();
            machine.ended(this);
        }
    }

    void childEnded(FakeProcess child) {
        act(() -> whenChildEnds.accept(child));
    }

    void childStopped(FakeProcess child) {
        act(() -> whenChildStops.accept(child));
    }

    void endOfFile(PipeId pipe) {
        if (atEndOfFile.containsKey(pipe)) {
            act(() -> Optional.ofNullable(atEndOfFile.remove(pipe)).ifPresent(reaction -> reaction.accept(this)));
        }
    }

    void terminalEnds(int terminal) {
        if (atEndOfTerminal.containsKey(terminal)) {
            act(() ->
                    Optional.ofNullable(atEndOfTerminal.remove(terminal)).ifPresent(reaction -> reaction.accept(this)));
        }
    }

    /** Text has come for it. */
    void reads(PipeId pipe, String text) {
        charactersRead += text.length();
        atText.getOrDefault(pipe, (process, read) -> {}).accept(this, text);
    }

    /** It writes to a pipe without readers: SIGPIPE. */
    void brokenPipe() {
        end();
    }

    /** Whether it would take what comes. */
    boolean readsAtOnce() {
        return isReady() && !busy;
    }

    private boolean isReady() {
        return isAlive() && !isStopped() && blockedOn == null;
    }

    boolean isBlockedOn(PipeId pipe) {
        return pipe.equals(blockedOn) && isAlive() && !isStopped();
    }

    void triesToWriteAgain() {
        Runnable again = blockedWrite;
        blockedOn = null;
        blockedWrite = null;
        again.run();
        goOn();
    }

    private void act(Runnable action) {
        if (isStopped() || blockedOn != null) {
            whileStopped.add(action);
        } else if (isAlive()) {
            action.run();
        }
    }

    private void goOn() {
        while (isReady() && !whileStopped.isEmpty()) {
            whileStopped.removeFirst().run();
        }
    }

    void receive(Signal signal) {
        switch (signal) {
            case KILL -> {
                if (unkillable) {
                    signals.keep(signal);
                } else {
                    end();
                }
            }
            case STOP -> stop();
            case CONT -> resume();
            default -> {
                if (isStopped() || unkillable) {
                    signals.keep(signal);
                } else {
                    dispose(signal);
                }
            }
        }
    }

    private void stop() {
        if (!unkillable && isAlive() && !isStopped()) {
            state = ProcessState.STOPPED;
            machine.stopped(this);
        }
    }

    private void dispose(Signal signal) {
        switch (signals.of(signal)) {
            case IGNORED -> {}
            case DEFAULT -> {
                if (!firstOfNamespace) {
                    end();
                }
            }
            case CAUGHT, BLOCKED ->
                signals.handler(signal).ifPresentOrElse(handler -> handler.accept(this), () -> signals.keep(signal));
        }
    }

    private void resume() {
        if (isStopped()) {
            state = ProcessState.SLEEPING;
            signals.take().forEach(signal -> {
                if (isStopped()) {
                    signals.keep(signal);
                } else if (isAlive()) {
                    dispose(signal);
                }
            });
            if (isReady()) {
                whenContinued.accept(this);
                machine.settle();
                goOn();
            }
        }
    }

    ProcessInfo info(boolean withEnvironment) {
        Environment read = environmentReadable ? Environment.of(environment) : Environment.UNREADABLE;
        return new ProcessInfo(identity, parent, state, name, withEnvironment ? read : Environment.NOT_READ)
                .with(job)
                .with(effort);
    }

    ProcessDetails details() {
        ProcessDetails details = new ProcessDetails(
                signals.sets(),
                OptionalLong.of(permitted ? 1000 : 0),
                executable,
                CommandLine.of(executable.orElse(name)),
                isAlive() ? descriptors.pipes() : List.of(),
                OptionalLong.empty(),
                unkillable ? Optional.of("rpc_wait_bit_killable") : Optional.empty(),
                firstOfNamespace ? OptionalLong.of(1) : OptionalLong.empty());
        return isAlive()
                ? details.withPending(signals.pending())
                        .with(descriptors.terminals(), descriptors.sockets().keySet())
                : details;
    }

    @Override
    public String toString() {
        return name + " (" + identity.pid() + ")";
    }
}
