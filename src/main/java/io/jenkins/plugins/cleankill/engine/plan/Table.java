package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table: the first row that fits a member counts. */
final class Table {

    /** A terminal's owner may still read what the last user wrote. */
    private static final Duration TERMINAL_STANDS_STILL = Duration.ofMillis(150);

    private final RungView view;
    private final Structure structure;
    private final Standing standing;
    private final Acts acts;
    private final Filters filters;
    private final Cleanups cleanups;
    private final Owned owned;
    private final Set<Long> forking = new HashSet<>();

    Table(RungView view, Structure structure, Standing standing, Acts acts) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
        this.acts = acts;
        this.filters = new Filters(view, structure, standing, acts);
        this.cleanups = new Cleanups(view, structure, standing);
        this.owned = new Owned(view, structure, standing);
    }

    /** Decides on a member that was not told yet. */
    void treat(ProcessInfo process) {
        Above above = Above.of(process, structure.family(), standing);
        if (cleanups.isOne(process, above)) {
            acts.letRun(process, State.IN_PEACE, Row.CLEANUP);
        } else if (above.is(Above.Kind.WAITS)) {
            waitWith(process, above.process().orElseThrow());
        } else if (above.is(Above.Kind.OWNER) && owned.isOwned(process, above)) {
            acts.leaveTo(above.process().orElseThrow(), process);
        } else if (owned.awaitsParentsBlink(process)) {
            acts.saying(process, "is left to its owner until it is decided about its parent");
        } else if (owned.mayBeSignalled(process)) {
            standing.put(process, standing.of(process).with(Trait.MAYBE_SIGNALLED));
            acts.saying(process, "may have got the signal from its owner, which has ended");
        } else if (forking.contains(process.parent())
                || structure.dispositions().isForking(process)) {
            forking.add(process.pid());
            acts.awaitFork(process);
        } else {
            decide(process, above);
        }
    }

    /** The descendants of an owner that is told this moment are decided about when the blink has begun. */
    private void waitWith(ProcessInfo process, ProcessInfo above) {
        if (!standing.isSignalledNow(above)) {
            acts.letRun(process, State.WAITS_WITH, Row.WORKS_FOR);
        }
    }

    /** The owner waits for it, and passed the signal to no process: it is no longer left to the owner. */
    void free(ProcessInfo process) {
        standing.put(process, standing.of(process).with(Trait.FREED));
        treat(process);
    }

    private void decide(ProcessInfo process, Above above) {
        boolean waits = filters.letRead(process, above.is(Above.Kind.OWNER))
                || !view.isLate() && letUsersOfTerminalEnd(process)
                || !view.isHalfOver() && letClientsEnd(process);
        if (!waits) {
            byDisposition(process);
        }
    }

    private boolean letUsersOfTerminalEnd(ProcessInfo process) {
        Map<ProcessInfo, Integer> users = structure.terminals().of(process);
        Treatment treatment = standing.of(process);
        if (!users.isEmpty() && mustBeFrozen(process, treatment)) {
            freezeCopier(process, users);
            return true;
        }
        if (treatment.state() == State.FROZEN && treatment.row() == Row.TERMINAL_OWNER) {
            if (!users.isEmpty()) {
                return true;
            }
            treatment = acts.letRun(process, State.AWAITS_TERMINAL_USERS, Row.TERMINAL_OWNER);
        }
        if (treatment.state() == State.FROZEN || users.isEmpty() && treatment.state() != State.AWAITS_TERMINAL_USERS) {
            return false;
        }
        if (treatment.state() != State.AWAITS_TERMINAL_USERS) {
            acts.keepTerminals(process, users);
            if (process.state() == ProcessState.STOPPED) {
                acts.freezeOwnerOfTerminal(process);
                return true;
            }
            treatment = acts.letRun(process, State.AWAITS_TERMINAL_USERS, Row.TERMINAL_OWNER);
            acts.saying(process, "owns a terminal that " + names(List.copyOf(users.keySet())) + " uses");
        } else if (!users.isEmpty() && process.state() == ProcessState.STOPPED) {
            acts.freezeOwnerOfTerminal(process);
            return true;
        }
        return !users.isEmpty() ? noteUsed(process) : !standsStill(process, treatment);
    }

    private boolean noteUsed(ProcessInfo process) {
        standing.put(process, standing.of(process).since(Optional.empty()));
        return true;
    }

    /** Whether its reading has stood still for a while since the last user of its terminal ended. */
    private boolean standsStill(ProcessInfo process, Treatment treatment) {
        long read = view.evidence().charactersRead(process).orElse(0);
        if (treatment.since().isEmpty() || read != treatment.seen()) {
            standing.put(process, treatment.since(Optional.of(view.now())).seen(read));
            return false;
        }
        return view.now().minus(treatment.since().get()).compareTo(TERMINAL_STANDS_STILL) >= 0;
    }

    /** A parent that copies a terminal and waits for its child would run its next command. */
    private boolean mustBeFrozen(ProcessInfo process, Treatment treatment) {
        return treatment.state() != State.AWAITS_TERMINAL_USERS
                && (treatment.has(Trait.COPIES_TERMINAL)
                        || structure.dispositions().of(process) == Disposition.DEFAULT
                                && view.evidence().kernelWaits(process).contains("do_wait"));
    }

    private void freezeCopier(ProcessInfo process, Map<ProcessInfo, Integer> users) {
        if (standing.of(process).state() != State.FROZEN) {
            acts.keepTerminals(process, users);
        }
        acts.freeze(process, users.keySet().iterator().next());
        standing.put(process, standing.of(process).with(Trait.COPIES_TERMINAL));
    }

    private boolean letClientsEnd(ProcessInfo process) {
        // A process that was stopped by another one serves none
        if (standing.is(process, State.FROZEN) || standing.isStoppedByOthers(process)) {
            return false;
        }
        List<ProcessInfo> clients = structure.services().servedBy(process);
        if (clients.isEmpty()) {
            return false;
        }
        acts.letRun(process, State.AWAITS_CLIENTS, Row.SERVICE);
        boolean listens = structure.services().canBeAsked(process);
        acts.saying(process, (listens ? "serves " : "is in the background of ") + names(clients));
        if (listens) {
            standing.put(process, standing.of(process).with(Trait.LISTENS));
        }
        return true;
    }

    private void byDisposition(ProcessInfo process) {
        Disposition disposition = structure.dispositions().of(process);
        if (disposition == Disposition.IGNORED) {
            ignoring(process);
        } else if (disposition == Disposition.DEFAULT || Shells.isShell(process)) {
            insideOut(process, disposition);
        } else {
            acts.sendToOwner(process);
        }
    }

    private void ignoring(ProcessInfo process) {
        if (structure.dispositions().isShielded(process) && wouldRunNextCommand(process)) {
            killInsideOut(process);
            return;
        }
        if (structure.dispositions().inheritsIgnoring(process) && wouldRunNextCommand(process)) {
            acts.freezeBeyondRung(process);
            return;
        }
        boolean interactive = standing.of(process).has(Trait.INTERACTIVE)
                || structure.dispositions().isInteractive(process);
        if (!interactive) {
            acts.send(process, Row.PLAIN);
            return;
        }
        List<ProcessInfo> left = structure.blockers().of(process);
        if (!left.isEmpty() && !view.isLate()) {
            acts.freeze(process, left.get(0));
            standing.put(process, standing.of(process).with(Trait.INTERACTIVE));
        } else {
            acts.hangUp(process);
        }
    }

    /** The first process of a pid namespace would go on when its children have ended: no rung's signal stops it. */
    private void killInsideOut(ProcessInfo process) {
        List<ProcessInfo> left = structure.blockers(process);
        if (left.isEmpty()) {
            acts.kill(process);
        } else {
            acts.freeze(process, left.get(0));
        }
    }

    /** The child may heed the signal and end: then the parent would go on as if nothing had happened. */
    private boolean wouldRunNextCommand(ProcessInfo process) {
        return standing.is(process, State.FROZEN)
                || Shells.isShell(process)
                || view.evidence().kernelWaits(process).contains("do_wait");
    }

    /**
     * A process that would run something next waits for its blockers. So does mksh, which always catches, and passes
     * the signal on to its group, or hangs up jobs that it has seen stopped, when it ends of it; not beyond half of the
     * window: its trap may be what ends them.
     */
    private void insideOut(ProcessInfo process, Disposition disposition) {
        List<ProcessInfo> left = structure.blockers(process);
        if (disposition != Disposition.DEFAULT && Shells.catchesWithoutTrap(process)) {
            if (left.isEmpty() || view.isHalfOver()) {
                acts.send(process, Row.OWNER);
            } else {
                acts.freeze(process, left.get(0));
            }
            return;
        }
        if (!left.isEmpty() && !view.isLate()) {
            acts.freeze(process, left.get(0));
        } else if (disposition == Disposition.DEFAULT) {
            acts.send(process, Row.PLAIN);
        } else {
            acts.sendToOwner(process);
        }
    }

    /** The first of them, and how many more there are. */
    static String names(List<ProcessInfo> processes) {
        String first = SafeText.name(processes.get(0));
        return processes.size() == 1 ? first : first + " and " + (processes.size() - 1) + " more";
    }
}
