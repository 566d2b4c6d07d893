package io.jenkins.plugins.cleankill.engine.explain;

import io.jenkins.plugins.cleankill.engine.process.LockWait;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Why a process is, or would be, alive after a signal. Every sentence is made here, for the engine and for the script in a
 * container. The names of other processes that they are given are safe to show.
 *
 * @param kind what kind of evidence speaks
 * @param text what a person reads after the process' name: {@code ignores SIGTERM}; safe to show
 */
public record Reason(Kind kind, String text) implements Serializable {

    public static Reason ignores(Signal signal) {
        return new Reason(Kind.IGNORES, "ignores " + signal.fullName());
    }

    public static Reason blocks(Signal signal) {
        return new Reason(Kind.BLOCKS, "blocks " + signal.fullName());
    }

    /** Of a process that is stuck in a fork or a spawn, which blocks every signal meanwhile: both are so. */
    static Reason blocksAnd(Signal signal, Reason state) {
        return new Reason(Kind.BLOCKS, blocks(signal) + " and " + state);
    }

    public static Reason catches(Signal signal) {
        return new Reason(Kind.CATCHES, "catches " + signal.fullName() + " and has not finished");
    }

    static Reason willCatch(Signal signal) {
        return new Reason(Kind.CATCHES, "catches " + signal.fullName() + " and ends when its handler has finished");
    }

    /** @param holder the process that has the lock, empty if it is not known */
    static Reason waitsForLock(Reason caught, LockWait lock, String holder) {
        String file = lock.file().map(path -> " on " + SafeText.line(path)).orElse("");
        String by = holder.isEmpty() ? "" : ", which " + holder + " holds";
        return new Reason(caught.kind(), caught + ": it waits for a lock" + file + by);
    }

    static Reason works(Reason caught, Duration cpuTime) {
        return new Reason(
                caught.kind(),
                String.format(
                        Locale.ROOT,
                        "%s: it goes on working, %.1f s of CPU time since",
                        caught,
                        cpuTime.toMillis() / 1000.0));
    }

    /** @param child the one that it waits for */
    public static Reason shellWaitsFor(String child) {
        return shellWaits("foreground child " + child);
    }

    /** @param children those that it waits for, with their noun */
    static Reason shellWaits(String children) {
        return new Reason(Kind.SHELL_WAITS, "is a shell waiting for its " + children);
    }

    static Reason stopped() {
        return new Reason(Kind.STOPPED, "is stopped");
    }

    public static Reason uninterruptible() {
        return new Reason(Kind.UNINTERRUPTIBLE, "is uninterruptible");
    }

    /** @param function the kernel's that it waits in */
    static Reason uninterruptibleIn(String function) {
        return new Reason(Kind.UNINTERRUPTIBLE, uninterruptible() + ", in kernel wait " + function);
    }

    public static Reason traced() {
        return new Reason(Kind.TRACED, "is being traced");
    }

    static Reason tracedBy(String debugger) {
        return new Reason(Kind.TRACED, traced() + " by " + debugger);
    }

    static Reason zombie(String parent) {
        return new Reason(Kind.ZOMBIE, "has ended, but its parent " + parent + " does not collect it");
    }

    static Reason gone() {
        return new Reason(Kind.GONE, "has ended");
    }

    /** Of one that SIGKILL was sent to a moment ago. */
    static Reason gotKill() {
        return new Reason(Kind.UNKNOWN, "has got SIGKILL and has not ended yet");
    }

    /** Where the system does not tell what a process does with a signal. */
    static Reason outlasts(Signal signal) {
        return new Reason(Kind.UNKNOWN, "has not ended after " + signal.fullName());
    }

    static Reason unknown() {
        return new Reason(Kind.UNKNOWN, "tells nothing about itself");
    }

    public static Reason dies(Signal signal) {
        return new Reason(Kind.DIES, "does not handle " + signal.fullName() + ", which ends it soon");
    }

    /** Where there is no user id to compare. */
    public static Reason notPermitted() {
        return new Reason(Kind.NOT_PERMITTED, "may not be signalled, not permitted");
    }

    /** See EPERM in kill(2): but for the user's id it is a sandbox, a security module or a user namespace. */
    static Reason notPermitted(OptionalLong user, OptionalLong ownUser) {
        if (user.isEmpty() || ownUser.isEmpty()) {
            return notPermitted();
        }
        return new Reason(
                Kind.NOT_PERMITTED,
                user.equals(ownUser)
                        ? notPermitted() + ": it belongs to our user, but the system refuses"
                        : "belongs to another user (uid " + user.getAsLong() + "), not permitted");
    }

    static Reason firstOfThisNamespace(Signal signal) {
        return firstOfNamespace("this", signal);
    }

    static Reason firstOfAnotherNamespace(Signal signal) {
        return firstOfNamespace("another", signal);
    }

    private static Reason firstOfNamespace(String which, Signal signal) {
        return new Reason(
                Kind.OTHER_NAMESPACE,
                "is the first process of " + which + " pid namespace, which " + signal.fullName() + " does not end");
    }

    static Reason inAnotherNamespace() {
        return new Reason(Kind.OTHER_NAMESPACE, "is in another pid namespace");
    }

    public static Reason notSent(Signal signal) {
        return new Reason(Kind.NOT_SENT, "was not sent " + signal.fullName());
    }

    static Reason unsupported(Signal signal) {
        return new Reason(Kind.NOT_SENT, notSent(signal) + ": this system has no such signal");
    }

    static Reason failed(Signal signal) {
        return new Reason(Kind.NOT_SENT, "could not be sent " + signal.fullName());
    }

    public static Reason leftTo(String parent) {
        return new Reason(Kind.NOT_SENT, "was left to its parent " + parent);
    }

    static Reason readsFrom(String writer) {
        return new Reason(Kind.NOT_SENT, "waits for the end of what " + writer + " writes");
    }

    /** Of a parent that is frozen while its children live. */
    public static Reason frozen() {
        return new Reason(Kind.NOT_SENT, "had to wait for its descendants");
    }

    @Override
    public String toString() {
        return text;
    }

    /** The kinds of evidence. */
    public enum Kind {
        IGNORES(false),
        BLOCKS(false),
        CATCHES(true),
        /** A shell runs its trap only after its foreground child has ended. */
        SHELL_WAITS(true),
        STOPPED(false),
        UNINTERRUPTIBLE(false),
        /** The process has ended; only its entry in the process table is left. */
        ZOMBIE(true),
        NOT_PERMITTED(false),
        TRACED(false),
        OTHER_NAMESPACE(false),
        /** The process was left to the system, which ends it. */
        DIES(true),
        GONE(true),
        /** The signal could not be sent. */
        NOT_SENT(false),
        /** The evidence could not be read. */
        UNKNOWN(false);

        private final boolean ends;

        Kind(boolean ends) {
            this.ends = ends;
        }

        /** Whether the process may be expected to end by the signal alone. */
        public boolean ends() {
            return ends;
        }

        /** Whether even SIGKILL, which ends the stopped and the traced, does not end it. */
        boolean withstandsKill() {
            return this != STOPPED && this != TRACED;
        }
    }
}
