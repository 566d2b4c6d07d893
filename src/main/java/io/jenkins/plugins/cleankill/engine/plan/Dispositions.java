package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.process.SignalSets;
import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.List;

/** The dispositions of the members to the rung's signal. */
final class Dispositions {

    /** A thread that collects signals with sigwait(3) has taken them out of its blocked set meanwhile. */
    private static final String COLLECTS = "do_sigtimedwait";

    private final Family family;
    private final Signal signal;
    private final Evidence evidence;

    Dispositions(Family family, Signal signal, Evidence evidence) {
        this.family = family;
        this.signal = signal;
        this.evidence = evidence;
    }

    /**
     * BLOCKED stands for a process that collects the signal, too. This matters only with descendants: only then it is
     * asked. A shell blocks signals while it forks and waits (sigsuspend(2) in busybox), but never to collect them.
     */
    Disposition of(ProcessInfo process) {
        Disposition declared = declared(process);
        if (declared == Disposition.BLOCKED && Shells.isShell(process)) {
            return isShielded(process) ? Disposition.IGNORED : Disposition.DEFAULT;
        }
        boolean mayCollect = declared == Disposition.DEFAULT && family.hasLiveChildren(process);
        if (mayCollect && collects(process)) {
            return Disposition.BLOCKED;
        }
        return isShielded(process) ? Disposition.IGNORED : declared;
    }

    /** Whether the kernel keeps the signal from it, though the process does not ignore it. */
    boolean isShielded(ProcessInfo process) {
        return process.details()
                .filter(details -> details.isShieldedFrom(signal))
                .isPresent();
    }

    private boolean collects(ProcessInfo process) {
        return evidence.kernelWaits(process).stream().anyMatch(wait -> wait.contains(COLLECTS));
    }

    boolean handles(ProcessInfo process) {
        Disposition disposition = of(process);
        return disposition == Disposition.CAUGHT || disposition == Disposition.BLOCKED;
    }

    boolean ignores(ProcessInfo process) {
        return declared(process) == Disposition.IGNORED;
    }

    /**
     * Whether it ignores the signal because what started the build does, as in a Pipeline: neither the process nor its
     * script wanted that.
     */
    boolean inheritsIgnoring(ProcessInfo process) {
        return ignores(process) && evidence.ignoredAbove().contains(signal);
    }

    boolean ignores(ProcessInfo process, Signal other) {
        return sets(process).of(other) == Disposition.IGNORED;
    }

    /**
     * Whether what it does with signals is about to change. A shell's child between fork and exec still has the shell's
     * handler, which would swallow the signal; a parent that uses vfork, as Python does, blocks all signals meanwhile.
     */
    boolean isForking(ProcessInfo process) {
        return switch (declared(process)) {
            case CAUGHT -> Shells.isShell(process) && isYoung(process) && isCopyOfItsParent(process);
            case BLOCKED -> family.table().children(process).stream().anyMatch(this::isYoung);
            default -> false;
        };
    }

    /**
     * Whether a shell that ignores the signal does so by its own habit: its children do not. {@code trap ''} is
     * inherited. A child that has just ended, or can't be read, shows no program and no signals, and tells nothing.
     */
    boolean isInteractive(ProcessInfo shell) {
        if (!ignores(shell) || !Shells.isShell(shell)) {
            return false;
        }
        List<ProcessInfo> children = family.children(shell).stream()
                .filter(child -> child.isAlive()
                        && child.details().flatMap(ProcessDetails::executable).isPresent())
                .toList();
        if (children.stream().anyMatch(this::ignores)) {
            return false;
        }
        return children.stream().anyMatch(child -> declared(child) == Disposition.DEFAULT)
                || Shells.isToldToBeInteractive(shell);
    }

    private boolean isYoung(ProcessInfo process) {
        return family.table().age(process).compareTo(Bounds.YOUNG) < 0;
    }

    private boolean isCopyOfItsParent(ProcessInfo process) {
        return family.table()
                .byPid(process.parent())
                .filter(parent -> isCopy(process, parent))
                .isPresent();
    }

    private static boolean isCopy(ProcessInfo process, ProcessInfo parent) {
        return process.details().isPresent()
                && parent.details().isPresent()
                && process.details()
                        .get()
                        .executable()
                        .equals(parent.details().get().executable())
                && process.details()
                        .get()
                        .commandLine()
                        .equals(parent.details().get().commandLine());
    }

    private Disposition declared(ProcessInfo process) {
        return sets(process).of(signal);
    }

    private static SignalSets sets(ProcessInfo process) {
        return process.details().map(ProcessDetails::signals).orElse(SignalSets.DEFAULT);
    }
}
