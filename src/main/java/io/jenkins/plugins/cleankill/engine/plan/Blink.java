package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The blink: an owner got the signal, its descendants are frozen. A stopped process keeps a signal pending, so it can be
 * seen whether the owner passes it on, see signal(7) and proc_pid_status(5).
 */
final class Blink {

    /** An owner that passes a signal on does so within a few milliseconds, on a busy machine within some dozens. */
    static final Duration LENGTH = Duration.ofMillis(300);

    /** So long may it last while the owner has not taken its signal: the processor is busy. */
    private static final Duration LONGEST = Duration.ofMillis(1500);

    /** An owner that tells one process after the other does so with hardly a pause, unless it runs a command meanwhile. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RungView view;
    private final Structure structure;
    private final Standing standing;
    private final Acts acts;
    private final Table table;

    Blink(RungView view, Structure structure, Standing standing, Acts acts, Table table) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
        this.acts = acts;
        this.table = table;
    }

    /** A member that is frozen while its owner may pass the signal on. */
    void watch(ProcessInfo process) {
        Above above = Above.of(process, structure.family(), standing);
        if (structure.dispositions().isShielded(process) && process.state() != ProcessState.STOPPED) {
            // unshare(1) continues a child that it sees stopped: that is no signal, and none would be taken
            table.free(process);
            return;
        }
        if (isMerelyContinued(process)) {
            decideAboutContinued(process, above);
            return;
        }
        if (hasFatalSignal(process) || process.state() != ProcessState.STOPPED) {
            above.process().ifPresent(owner -> noteForwarding(owner, process));
            signalled(process);
            return;
        }
        if (above.is(Above.Kind.OWNER)) {
            await(process, above.process().orElseThrow());
        } else if (!above.process().map(standing::isSignalledNow).orElse(false) && !mayYetBeSignalled(process)) {
            table.treat(process);
        }
    }

    private void noteForwarding(ProcessInfo owner, ProcessInfo process) {
        Treatment forwarding = standing.of(owner).with(Trait.FORWARDS);
        boolean another = hasFatalSignal(process) && !isPending(process, view.signal());
        standing.put(owner, another ? forwarding.with(Trait.SENDS_ANOTHER) : forwarding);
    }

    /** The parent was told, and the owner may tell the child, too: nodemon does, after listing the tree by ps(1). */
    private boolean mayYetBeSignalled(ProcessInfo process) {
        Optional<ProcessInfo> owner = structure.family().owner(standing.of(process));
        if (owner.filter(each -> standing.is(each, State.SIGNALLED)).isEmpty()) {
            return false;
        }
        Duration sinceSignal = view.now().minus(standing.of(owner.get()).from());
        boolean runsCommand =
                structure.family().children(owner.get()).stream().anyMatch(child -> standing.is(child, State.IN_PEACE));
        if (runsCommand && sinceSignal.compareTo(LONGEST) < 0) {
            standing.put(process, standing.of(process).again(State.IN_BLINK, view.now()));
            return true;
        }
        return view.now().minus(standing.of(process).from()).compareTo(PAUSE) < 0;
    }

    /**
     * Whether it was continued without the signal, as GNU parallel does with its jobs: with the signal, and without a
     * handler, it would have ended. GNU timeout sends both.
     */
    private boolean isMerelyContinued(ProcessInfo process) {
        return process.state() != ProcessState.STOPPED
                && !hasFatalSignal(process)
                && structure.dispositions().of(process) == Disposition.DEFAULT;
    }

    /** An owner that has ended, as cpulimit does when it has continued what it limits, will not tell it any more. */
    private void decideAboutContinued(ProcessInfo process, Above above) {
        if (above.is(Above.Kind.OWNER)) {
            acts.leaveTo(above.process().orElseThrow(), process);
        } else {
            table.treat(process);
        }
    }

    private void await(ProcessInfo process, ProcessInfo owner) {
        noteWaiting(owner);
        Treatment ownersOwn = standing.of(owner);
        Duration frozen = view.now().minus(standing.of(process).from());
        if (frozen.compareTo(hasTakenSignal(owner) ? LENGTH : LONGEST) < 0) {
            return;
        }
        Optional<Duration> waits = waitsForIt(owner, ownersOwn).filter(since -> !structure.canAsk(owner, process));
        if (waits.isEmpty()) {
            acts.leaveTo(owner, process);
        } else if (view.now().minus(waits.get()).compareTo(LENGTH.dividedBy(2)) >= 0) {
            table.free(process);
        }
    }

    /** An owner that blocks the signal may never take it: of such an owner, nothing can be said. */
    private boolean hasTakenSignal(ProcessInfo owner) {
        return structure.dispositions().of(owner) != Disposition.CAUGHT || !isPending(owner, view.signal());
    }

    /** Since when it has been waiting for a child, if it got the signal, told none, and runs no clean-up command. */
    private Optional<Duration> waitsForIt(ProcessInfo owner, Treatment ownersOwn) {
        boolean tends = ownersOwn.has(Trait.FORWARDS)
                || ownersOwn.has(Trait.MAYBE_SIGNALLED)
                || structure.family().descendants(owner).stream().anyMatch(each -> standing.is(each, State.IN_PEACE));
        return tends ? Optional.empty() : ownersOwn.since();
    }

    /** With several threads, a thread that waits for a child tells nothing of the one that handles the signal. */
    private void noteWaiting(ProcessInfo owner) {
        Treatment ownersOwn = standing.of(owner);
        boolean waits =
                owner.threads() <= 1 && view.evidence().kernelWaits(owner).contains("do_wait");
        standing.put(
                owner, ownersOwn.since(waits ? ownersOwn.since().or(() -> Optional.of(view.now())) : Optional.empty()));
    }

    /** The process was told as if by us. If it would run something next, it stays frozen until its blockers end. */
    private void signalled(ProcessInfo process) {
        boolean handles = structure.dispositions().handles(process);
        watchLonger(process);
        if (process.state() == ProcessState.STOPPED && waitsForOthers(process, handles)) {
            acts.noteSignalledByOwner(process, State.FROZEN, Row.HELD);
            return;
        }
        acts.noteSignalledByOwner(process, State.SIGNALLED, handles ? Row.OWNER : Row.PLAIN);
        acts.thaw(process);
    }

    /** The blink of its descendants begins anew: it may pass the signal on, or its owner may tell them next. */
    private void watchLonger(ProcessInfo process) {
        structure.family().descendants(process).stream()
                .filter(each -> standing.is(each, State.IN_BLINK))
                .forEach(each -> standing.put(each, standing.of(each).again(State.IN_BLINK, view.now())));
    }

    private boolean waitsForOthers(ProcessInfo process, boolean handles) {
        boolean runsOn =
                handles ? Shells.isShell(process) : structure.dispositions().of(process) == Disposition.DEFAULT;
        return runsOn && !structure.blockers(process).isEmpty();
    }

    /** A member that has got the signal. */
    void afterSignal(ProcessInfo process) {
        Treatment treatment = standing.of(process);
        if (treatment.state() == State.FROZEN) {
            List<ProcessInfo> left = structure.blockers(process);
            if (left.isEmpty() || view.isLate()) {
                standing.put(process, treatment.at(State.SIGNALLED, treatment.row(), view.now()));
                acts.thaw(process);
            }
        } else if (treatment.mustContinue(process)) {
            acts.continueOnce(process);
        }
    }

    private static boolean hasFatalSignal(ProcessInfo process) {
        return Signal.rungs().stream().anyMatch(signal -> isPending(process, signal));
    }

    private static boolean isPending(ProcessInfo process, Signal signal) {
        return process.details().filter(details -> details.isPending(signal)).isPresent();
    }
}
