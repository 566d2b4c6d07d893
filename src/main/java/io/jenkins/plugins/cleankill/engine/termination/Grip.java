package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.PipeOpener;
import io.jenkins.plugins.cleankill.engine.os.PipeOpener.WithheldPipe;
import io.jenkins.plugins.cleankill.engine.os.Releaser;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lays hands on processes: signals, holds, withholds. Whatever it holds it lets go when it is closed, on every way out.
 */
final class Grip implements AutoCloseable {

    private final SignalSender signals;
    private final PipeOpener pipes;
    private final Ledger ledger;
    private final Releaser releaser;
    private final Set<ProcessIdentity> frozen = new HashSet<>();
    private final Set<ProcessIdentity> guards = new HashSet<>();
    private final Map<ProcessIdentity, WithheldPipe> withheld = new HashMap<>();
    private boolean exiting;

    Grip(SignalSender signals, PipeOpener pipes, Ledger ledger, Releaser releaser) {
        this.signals = signals;
        this.pipes = pipes;
        this.ledger = ledger;
        this.releaser = releaser;
    }

    /** Sends the signal, and lets the process go if it is held or stopped. A withheld end-of-file comes after it. */
    void deliver(ProcessInfo process, Signal signal) {
        send(process.identity(), signal);
        if (frozen.contains(process.identity()) || process.state() == ProcessState.STOPPED) {
            thaw(process.identity());
        }
        release(process.identity());
    }

    /** Wakes the process if somebody stopped it. */
    void wake(ProcessInfo process) {
        if (process.state() == ProcessState.STOPPED) {
            thaw(process.identity());
        }
    }

    /**
     * SIGSTOP.
     *
     * @param parting what it gets if we are lost: without a signal it would run its next command
     */
    synchronized void hold(ProcessIdentity process, Signal parting) {
        if (!exiting && frozen.add(process)) {
            releaser.hold(process, parting);
            ledger.frozen(process);
            send(process, Signal.STOP);
        }
    }

    /** SIGSTOP for a process that is no member. */
    synchronized void holdGuard(ProcessIdentity guard) {
        if (!exiting && guards.add(guard)) {
            releaser.hold(guard, Signal.CONT);
            signals.send(guard, Signal.STOP);
        }
    }

    /** Withholds the end-of-file; false if the system can't. */
    boolean withhold(ProcessIdentity process, PipeEnd pipe) {
        if (!withheld.containsKey(process)) {
            pipes.withhold(process, pipe.descriptor()).ifPresent(opened -> withheld.put(process, opened));
        }
        return withheld.containsKey(process);
    }

    /** The processes whose end-of-file is withheld and who have read everything. */
    Set<ProcessIdentity> drained() {
        Set<ProcessIdentity> drained = new HashSet<>();
        withheld.forEach((process, pipe) -> {
            if (pipe.unread() == 0) {
                drained.add(process);
            }
        });
        return drained;
    }

    boolean isFrozen(ProcessIdentity process) {
        return frozen.contains(process);
    }

    SignalSender.Result send(ProcessIdentity process, Signal signal) {
        SignalSender.Result result = signals.send(process, signal);
        ledger.signalled(process, signal, result);
        return result;
    }

    private synchronized void thaw(ProcessIdentity process) {
        send(process, Signal.CONT);
        if (frozen.remove(process)) {
            ledger.thawed(process);
        }
    }

    private void release(ProcessIdentity process) {
        WithheldPipe pipe = withheld.remove(process);
        if (pipe != null) {
            pipe.close();
        }
    }

    /**
     * The JVM exits. If there is no releaser, whatever is held goes on, and nothing is held any more. Pipes are closed by
     * the system. It comes from another thread, and writes nothing down.
     */
    synchronized void letGoAtExit() {
        exiting = !releaser.isThere();
        if (!exiting) {
            return;
        }
        frozen.forEach(process -> signals.send(process, Signal.CONT));
        guards.forEach(guard -> signals.send(guard, Signal.CONT));
    }

    /** Lets go whatever it holds but for the guards. */
    void letMembersGo() {
        Set.copyOf(frozen).forEach(this::thaw);
        Set.copyOf(withheld.keySet()).forEach(this::release);
    }

    /** Lets the guards go, too, in case that an earlier termination was cut off while it held them. */
    void adoptGuards(Set<ProcessIdentity> stopped) {
        guards.addAll(stopped);
    }

    @Override
    public void close() {
        letMembersGo();
        guards.forEach(guard -> signals.send(guard, Signal.CONT));
        guards.clear();
        releaser.close();
    }
}
