package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.State;
import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps of one plan, and the treatments that they lead to. */
final class Acts {

    private final RungView view;
    private final Structure structure;
    private final Standing standing;
    private final List<Directive> steps = new ArrayList<>();

    Acts(RungView view, Structure structure, Standing standing) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
    }

    List<Directive> steps() {
        return steps;
    }

    /** The process runs on, and waits. A process that was frozen for a blink goes on. */
    Treatment letRun(ProcessInfo process, State state, Row row) {
        Treatment before = standing.of(process);
        if (before.state() == state && before.row() == row) {
            return before;
        }
        boolean byUs = before.state().isFrozen() && !before.has(Trait.STOPPED_BY_OTHERS);
        if (byUs || process.state() == ProcessState.STOPPED && state.isOpen()) {
            steps.add(new Directive.Thaw(process));
        }
        Treatment now = before.at(state, row, view.now());
        standing.put(process, now);
        return now;
    }

    /** The process runs on: its owner has got the signal. */
    Treatment leaveTo(ProcessInfo owner, ProcessInfo process) {
        Treatment now = letRun(process, State.LEFT_TO_OWNER, Row.OWNED).leftTo(owner);
        standing.put(process, now);
        return now;
    }

    void saying(ProcessInfo process, String words) {
        standing.put(process, standing.of(process).saying(words));
    }

    /** The process is frozen until its blockers are gone. If another process has continued it, it is frozen again. */
    void freeze(ProcessInfo process, ProcessInfo first) {
        freeze(process, "is held until " + SafeText.name(first) + " has ended");
    }

    /** The process is frozen until another rung's signal ends it. */
    void freezeBeyondRung(ProcessInfo process) {
        freeze(process, "is held: it has inherited that " + view.signal().fullName() + " is ignored");
    }

    private void freeze(ProcessInfo process, String words) {
        Treatment before = standing.of(process);
        boolean runs = process.state() == ProcessState.RUNNING || process.state() == ProcessState.SLEEPING;
        if (before.state() != State.FROZEN) {
            List<PipeEnd> pipes = structure.pipes().readFromDescendants(process);
            steps.add(new Directive.Freeze(process, pipes));
            standing.put(process, before.at(State.FROZEN, Row.HELD, view.now()));
            saying(process, words);
        } else if (runs) {
            steps.add(new Directive.Freeze(process, List.of()));
            freezeTerminalOwners(process, before);
        }
    }

    /** A terminal's owner that continues what we hold (tmux) is frozen, too, and runs in turns. */
    private void freezeTerminalOwners(ProcessInfo process, Treatment before) {
        if (!before.has(Trait.CONTINUED)) {
            standing.put(process, before.with(Trait.CONTINUED));
            return;
        }
        structure.family().ancestors(process).stream()
                .filter(ancestor -> standing.is(ancestor, State.AWAITS_TERMINAL_USERS))
                .forEach(this::freezeOwnerOfTerminal);
    }

    /** A terminal's owner that has stopped itself, as its child was stopped, is frozen as if by us, and runs in turns. */
    void freezeOwnerOfTerminal(ProcessInfo process) {
        steps.add(new Directive.Freeze(process, List.of()));
        standing.put(process, standing.of(process).at(State.FROZEN, Row.TERMINAL_OWNER, view.now()));
    }

    void send(ProcessInfo process, Row row) {
        send(process, row, view.signal(), List.of(), List.of());
    }

    void hangUp(ProcessInfo process) {
        send(process, Row.INTERACTIVE, Signal.HUP, List.of(), List.of());
    }

    /** Frozen until now, it had no descendants left. */
    void kill(ProcessInfo process) {
        send(process, Row.HELD, Signal.KILL, List.of(), List.of());
        saying(
                process,
                "is the first process of its pid namespace, which "
                        + view.signal().fullName() + " does not end");
    }

    /** An owner is told with its blink. */
    void sendToOwner(ProcessInfo owner) {
        List<ProcessInfo> frozen = new ArrayList<>();
        for (ProcessInfo each : structure.family().descendants(owner)) {
            if (Connections.hasSockets(owner) && Connections.hasSockets(each)) {
                steps.add(new Directive.KeepOutput(owner, each));
            }
            Treatment treatment = standing.of(each);
            if (treatment.isSignalled()
                    || treatment.state() == State.IN_PEACE
                    || treatment.state() == State.AWAITS_END_OF_FILE) {
                continue;
            }
            if (standing.isStoppedByOthers(each)) {
                watch(each, treatment.with(Trait.STOPPED_BY_OTHERS), owner);
            } else if (!treatment.state().isFrozen() && isSeenStopping(owner, each)) {
                leaveUnfrozen(each, owner);
            } else {
                frozen.add(each);
                watch(each, treatment, owner);
            }
            noteFed(each);
        }
        standing.signalledNow(owner);
        send(owner, Row.OWNER, view.signal(), frozen, structure.pipes().readAloneFromDescendants(owner));
    }

    private void watch(ProcessInfo process, Treatment treatment, ProcessInfo owner) {
        standing.put(
                process, treatment.at(State.IN_BLINK, Row.OWNED, view.now()).leftTo(owner));
    }

    /** The feeder, the owner perhaps, may have ended before the next look: the process is a filter all the same. */
    private void noteFed(ProcessInfo process) {
        if (!structure.pipes().feeders(process).isEmpty()) {
            standing.put(process, standing.of(process).with(Trait.FED));
        }
    }

    /**
     * A shell with job control sees its jobs stop: they are in process groups of their own. And when the owner of such a
     * group ends, the group is orphaned: the kernel hangs its stopped members up, see setpgid(2). This is risked only
     * where it matters whether the owner tells the group or one process: where a parent in it would die and leave its
     * child behind (tini).
     */
    private boolean isSeenStopping(ProcessInfo owner, ProcessInfo process) {
        boolean ownGroup = process.group() != owner.group() && process.session() == owner.session();
        return ownGroup && (Shells.isShell(owner) || !hasWaitingParent(owner, process));
    }

    private boolean hasWaitingParent(ProcessInfo owner, ProcessInfo process) {
        return structure.family().descendants(owner).stream()
                .filter(each -> each.group() == process.group())
                .anyMatch(each -> structure.dispositions().of(each) == Disposition.DEFAULT
                        && structure.family().hasLiveChildren(each));
    }

    private void leaveUnfrozen(ProcessInfo process, ProcessInfo owner) {
        standing.put(
                process,
                standing.of(process)
                        .at(State.LEFT_TO_OWNER, Row.OWNED, view.now())
                        .with(Trait.STOP_WOULD_BE_SEEN)
                        .leftTo(owner));
    }

    private void send(ProcessInfo process, Row row, Signal signal, List<ProcessInfo> frozen, List<PipeEnd> pipes) {
        Treatment before = standing.of(process);
        boolean late = row != Row.OWNER && before.state() == State.UNDECIDED && isNextCommand(process);
        steps.add(new Directive.Send(process, row, signal, frozen, pipes, late));
        standing.put(process, before.signalled(row, view.moment(), view.now()));
    }

    /** A next command was started by a process that had the signal already, and went on. */
    private boolean isNextCommand(ProcessInfo process) {
        return structure
                .family()
                .parent(process)
                .map(standing::of)
                .filter(parent -> parent.isSignalled() && !parent.at().isAfterBirthOf(process.identity()))
                .isPresent();
    }

    /** The owner has sent the process the signal, which it has, or which is pending. */
    void noteSignalledByOwner(ProcessInfo process, State state, Row row) {
        Treatment before = standing.of(process);
        standing.put(
                process,
                new Treatment(
                                state,
                                row,
                                view.moment(),
                                view.now(),
                                java.util.Optional.empty(),
                                before.seen(),
                                before.owner(),
                                before.traits(),
                                "got the signal from its owner")
                        .with(Trait.SIGNALLED)
                        .with(Trait.SIGNALLED_BY_OWNER));
    }

    /** The process was stopped just as its signal came: it goes on, once, for it may stop itself again. */
    void continueOnce(ProcessInfo process) {
        standing.put(process, standing.of(process).with(Trait.CONTINUED_BY_US));
        thaw(process);
    }

    void thaw(ProcessInfo process) {
        steps.add(new Directive.Thaw(process));
    }

    void awaitFork(ProcessInfo process) {
        steps.add(new Directive.AwaitFork(process));
    }

    void keepTerminals(ProcessInfo owner, Map<ProcessInfo, Integer> users) {
        users.forEach((user, index) -> steps.add(new Directive.KeepTerminal(owner, index, user)));
    }

    /** The held ones that were not told may be asked something by their descendants. */
    void turns() {
        for (ProcessInfo process : structure.family().all()) {
            Treatment treatment = standing.of(process);
            if (treatment.state() == State.FROZEN && !treatment.isSignalled()) {
                boolean copies = treatment.has(Trait.COPIES_TERMINAL);
                boolean owns = treatment.row() == Row.TERMINAL_OWNER;
                boolean stuck = owns
                        && structure.terminals().of(process).keySet().stream().anyMatch(this::awaitsTerminal);
                if (copies || stuck || Connections.hasSockets(process) && !owns) {
                    steps.add(new Directive.Turn(process, copies || stuck));
                }
            }
        }
    }

    /** The user can't write on, n_tty_write; newer kernels tell the function that it sleeps in, as they do of a reader. */
    private boolean awaitsTerminal(ProcessInfo user) {
        return view.evidence().kernelWaits(user).stream()
                .anyMatch(wait -> wait.contains("tty_write") || wait.equals("wait_woken"));
    }
}
