package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.CommandLine;
import io.jenkins.plugins.cleankill.engine.process.Effort;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.JobControl;
import io.jenkins.plugins.cleankill.engine.process.PipeId;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The machine's side of a process: its state, its signals and its events. A stopped one does nothing until it is
 * continued: events are kept for then.
 */
abstract class FakeTask {

    final FakeMachine machine;
    final ProcessIdentity identity;
    final String name;
    final FakeSignals signals = new FakeSignals();
    final FakeDescriptors descriptors = new FakeDescriptors();
    final FakeReactions reactions = new FakeReactions();
    final Deque<Runnable> whileStopped = new ArrayDeque<>();
    Map<String, String> environment = Map.of();
    boolean environmentReadable = true;
    Optional<String> executable;
    Optional<CommandLine> commandLine = Optional.empty();
    long parent;
    JobControl job;
    Effort effort = new Effort(0, 1);
    Set<String> kernelWaits = Set.of();
    long charactersRead;
    Holdings holdings = Holdings.NONE;
    ProcessState state = ProcessState.SLEEPING;
    boolean busy;
    Runnable blockedWrite;
    PipeId blockedOn;
    boolean collected = true;
    boolean unkillable;
    Duration stopsAfter = Duration.ZERO;
    Duration goesOnAfter = Duration.ZERO;
    private boolean waking;
    private boolean stopping;
    boolean firstOfNamespace;
    OptionalLong tracer = OptionalLong.empty();
    /** How long a tracer takes to pass signals on; without it SIGSTOP is not passed on. */
    Optional<Duration> tracerTakes = Optional.empty();

    boolean permitted = true;

    FakeTask(FakeMachine machine, ProcessIdentity identity, long parent, JobControl job, String name) {
        this.machine = machine;
        this.identity = identity;
        this.parent = parent;
        this.job = job;
        this.name = name;
        this.executable = Optional.of("/usr/bin/" + name);
    }

    /** The process as a test has scripted it. */
    abstract FakeProcess self();

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
        return state == ProcessState.STOPPED || state == ProcessState.TRACED;
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

    Holdings holdings() {
        return holdings;
    }

    Set<String> kernelWaits() {
        if (isStopped()) {
            return Set.of("do_signal_stop");
        }
        return signals.awaitsAny() ? Set.of("do_sigtimedwait") : kernelWaits;
    }

    boolean writesTo(PipeId pipe) {
        return isAlive() && descriptors.writes(pipe);
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

    /** The process ends now. */
    public void end() {
        if (isAlive()) {
            state = collected ? ProcessState.DEAD : ProcessState.ZOMBIE;
            signals.discardAll();
            machine.ended(self());
        }
    }

    void childEnded(FakeProcess child) {
        act(() -> reactions.whenChildEnds.accept(child));
    }

    void childStopped(FakeProcess child) {
        act(() -> reactions.whenChildStops.accept(child));
    }

    void endOfFile(PipeId pipe) {
        reactToEnd(pipe);
    }

    void terminalEnds(int terminal) {
        reactToEnd(terminal);
    }

    private void reactToEnd(Object file) {
        if (reactions.awaitsEnd(file)) {
            act(() -> reactions.end(file, self()));
        }
    }

    /** Text has come for it. */
    void reads(PipeId pipe, String text) {
        charactersRead += text.length();
        reactions.text(pipe, text, self());
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

    final void act(Runnable action) {
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
            case STOP -> {
                stopping = tracer.isEmpty() || tracerTakes.isPresent();
                wake(tracerTakes.orElse(stopsAfter));
            }
            case CONT -> {
                stopping = false;
                resume();
            }
            default -> {
                if (isStopped() || unkillable || waking) {
                    signals.keep(signal);
                } else {
                    dispose(signal);
                }
            }
        }
    }

    /** Its next turn of the processor: it stops, or takes what is pending. */
    private void wake(Duration latency) {
        if (latency.isZero()) {
            run();
        } else if (!waking) {
            waking = true;
            machine.after(latency, this::run);
        }
    }

    private void run() {
        waking = false;
        if (stopping) {
            stopping = false;
            stop();
        } else if (!isStopped()) {
            takeSignals();
        }
    }

    private void stop() {
        if (!unkillable && isAlive() && !isStopped()) {
            state = tracer.isPresent() ? ProcessState.TRACED : ProcessState.STOPPED;
            machine.stopped(self());
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
                signals.handler(signal).ifPresentOrElse(handler -> handler.accept(self()), () -> signals.keep(signal));
        }
    }

    private void resume() {
        if (isStopped()) {
            state = ProcessState.SLEEPING;
            wake(goesOnAfter);
        }
    }

    private void takeSignals() {
        signals.take().forEach(signal -> {
            if (isStopped()) {
                signals.keep(signal);
            } else if (isAlive()) {
                dispose(signal);
            }
        });
        if (isReady()) {
            reactions.whenContinued.accept(self());
            machine.settle();
            goOn();
        }
    }

    @Override
    public String toString() {
        return name + " (" + identity.pid() + ")";
    }
}
