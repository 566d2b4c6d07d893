package io.jenkins.plugins.cleankill.engine.explain;

import java.io.Serializable;

/**
 * Why a process is, or would be, alive after a signal.
 *
 * @param kind what kind of evidence speaks
 * @param text what a person reads after the process' name: {@code ignores SIGTERM}; safe to show
 */
public record Reason(Kind kind, String text) implements Serializable {

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
        /** It has ended; only its entry in the process table is left. */
        ZOMBIE(true),
        NOT_PERMITTED(false),
        TRACED(false),
        OTHER_NAMESPACE(false),
        /** It was left to the system, which ends it. */
        DIES(true),
        GONE(true),
        /** The signal could not be sent. */
        NOT_SENT(false),
        /** Nothing could be read. */
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
