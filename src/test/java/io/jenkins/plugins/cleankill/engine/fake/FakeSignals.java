package io.jenkins.plugins.cleankill.engine.fake;

import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The handling of signals by a process, and the signals that it has not taken yet. */
final class FakeSignals {

    private final Map<Signal, Consumer<FakeProcess>> handlers = new EnumMap<>(Signal.class);
    private final Set<Signal> awaited = EnumSet.noneOf(Signal.class);
    private final Set<Signal> pending = EnumSet.noneOf(Signal.class);
    private SignalSets sets = SignalSets.DEFAULT;

    SignalSets sets() {
        return sets;
    }

    void catches(Signal signal, Consumer<FakeProcess> handler) {
        sets = sets.catching(signal);
        handlers.put(signal, handler);
    }

    void ignores(Signal signal) {
        sets = sets.ignoring(signal);
    }

    void blocks(Signal signal) {
        sets = sets.blocking(signal);
    }

    void collects(Signal signal, Consumer<FakeProcess> reaction) {
        sets = sets.blocking(signal);
        handlers.put(signal, reaction);
    }

    /** In sigwait(3) a thread blocks nothing of what it waits for: SigBlk does not show it. */
    void awaits(Signal signal, Consumer<FakeProcess> reaction) {
        awaited.add(signal);
        handlers.put(signal, reaction);
    }

    boolean awaitsAny() {
        return !awaited.isEmpty();
    }

    /** See execve(2): ignored and blocked signals stay so. */
    void exec() {
        sets = new SignalSets(sets.blocked(), sets.ignored(), 0);
        handlers.clear();
        awaited.clear();
    }

    void reset() {
        sets = SignalSets.DEFAULT;
        handlers.clear();
        awaited.clear();
    }

    /** Keeps a signal for later; one that is ignored is thrown away at once, see signal(7). */
    void keep(Signal signal) {
        if (signal == Signal.KILL || of(signal) != Disposition.IGNORED) {
            pending.add(signal);
        }
    }

    void discardAll() {
        pending.clear();
    }

    boolean isPending(Signal signal) {
        return pending.contains(signal);
    }

    long pending() {
        return SignalSets.setOf(pending.toArray(new Signal[0]));
    }

    /** The signals that were kept, lowest number first, as the kernel hands them out. They are pending no more. */
    List<Signal> take() {
        List<Signal> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    Disposition of(Signal signal) {
        return awaited.contains(signal) ? Disposition.CAUGHT : sets.of(signal);
    }

    Optional<Consumer<FakeProcess>> handler(Signal signal) {
        return Optional.ofNullable(handlers.get(signal));
    }
}
