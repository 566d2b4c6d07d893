package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.plan.Treatment.Trait;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A descendant of an owner that was told, which the owner has not told, is left to the owner until that is gone. At
 * half of the window the descendant is told all the same, if the owner has passed nothing on and has no way to ask it;
 * in the last second, or tenth, of the window at the latest.
 */
final class Owned {

    private final RungView view;
    private final Structure structure;
    private final Standing standing;

    Owned(RungView view, Structure structure, Standing standing) {
        this.view = view;
        this.structure = structure;
        this.standing = standing;
    }

    boolean isOwned(ProcessInfo process, Above above) {
        Treatment treatment = standing.of(process);
        ProcessInfo owner = above.process().orElseThrow();
        Treatment ownersOwn = standing.of(owner);
        if (treatment.has(Trait.FREED) || isCommandOfShell(process, owner, ownersOwn)) {
            return false;
        }
        boolean halfOver = view.isHalfOver()
                && !isJustTold(ownersOwn)
                && !ownersOwn.has(Trait.FORWARDS)
                && !canBeAsked(process, owner);
        return !halfOver && !view.isLate();
    }

    /** Its owner was held until half of the window, say: it may be about to pass the signal on. */
    private boolean isJustTold(Treatment owner) {
        return view.now().minus(owner.from()).compareTo(Blink.LENGTH) < 0;
    }

    /** By a pipe it is asked by a word, or by the pipe's end: there is no way any more then, and it may not have noticed. */
    private boolean canBeAsked(ProcessInfo process, ProcessInfo owner) {
        if (standing.of(process).has(Trait.CAN_BE_ASKED)) {
            return true;
        }
        boolean can = path(process, owner).stream().anyMatch(each -> structure.canAsk(owner, each));
        if (can) {
            standing.put(process, standing.of(process).with(Trait.CAN_BE_ASKED));
        }
        return can;
    }

    /**
     * Whether its owner has ended and may have told it before: it is in a process group of its own, so that it was not
     * frozen, and shows no pending signal. Of one that handles the signal nothing shows whether it has; any other would
     * have ended of it.
     */
    boolean mayBeSignalled(ProcessInfo process) {
        Treatment treatment = standing.of(process);
        return treatment.state() == Treatment.State.LEFT_TO_OWNER
                && treatment.has(Trait.STOP_WOULD_BE_SEEN)
                && treatment.owner().isPresent()
                && structure.dispositions().handles(process)
                && !view.isHalfOver();
    }

    /**
     * Whether it was not frozen, in a process group of its own, but a parent above it is, and is not decided about yet:
     * one that goes on, as it works for a filter, must not find that its child has ended.
     */
    boolean awaitsParentsBlink(ProcessInfo process) {
        Treatment treatment = standing.of(process);
        return treatment.state() == Treatment.State.LEFT_TO_OWNER
                && treatment.has(Trait.STOP_WOULD_BE_SEEN)
                && !view.isLate()
                && structure.family().ancestors(process).stream()
                        .anyMatch(each -> standing.is(each, Treatment.State.IN_BLINK));
    }

    /** The command began just before its shell got the signal, after the snapshot: the shell's trap waits for it. */
    private boolean isCommandOfShell(ProcessInfo process, ProcessInfo owner, Treatment ownersOwn) {
        return process.parent() == owner.pid()
                && Shells.isShell(owner)
                && standing.is(process, Treatment.State.UNDECIDED)
                && ownersOwn.at().isAfterBirthOf(process.identity());
    }

    /** The process and what is between it and its owner. */
    private List<ProcessInfo> path(ProcessInfo process, ProcessInfo owner) {
        Set<Long> below = structure.family().pidsBelow(owner);
        List<ProcessInfo> path = new ArrayList<>(List.of(process));
        structure.family().ancestors(process).stream()
                .filter(each -> below.contains(each.pid()))
                .forEach(path::add);
        return path;
    }
}
