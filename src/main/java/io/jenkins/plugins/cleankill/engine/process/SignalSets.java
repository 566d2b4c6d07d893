package io.jenkins.plugins.cleankill.engine.process;

/**
 * The dispositions to all signals: bit {@code n - 1} of a set stands for signal {@code n}, as in the lines SigBlk,
 * SigIgn and SigCgt of {@code /proc/PID/status}, see proc_pid_status(5).
 *
 * @param blocked signals that the main thread blocks
 * @param ignored signals that are ignored
 * @param caught signals that have a handler
 */
public record SignalSets(long blocked, long ignored, long caught) {

    /** A process that leaves every signal to the system. */
    public static final SignalSets DEFAULT = new SignalSets(0, 0, 0);

    /** The system does not tell: {@link #of} answers as for {@link #DEFAULT}. The sign is a bit that no signal has. */
    public static final SignalSets UNKNOWN = new SignalSets(0, 0, Long.MIN_VALUE);

    /** Whether the system tells. */
    public boolean areKnown() {
        return !equals(UNKNOWN);
    }

    /** The disposition to the signal when it is sent. A handler counts before a block: another thread may take it. */
    public Disposition of(Signal signal) {
        long bit = bit(signal);
        if ((ignored & bit) != 0) {
            return Disposition.IGNORED;
        }
        if ((caught & bit) != 0) {
            return Disposition.CAUGHT;
        }
        return (blocked & bit) != 0 ? Disposition.BLOCKED : Disposition.DEFAULT;
    }

    /** The same sets, and a handler for the signal. */
    public SignalSets catching(Signal signal) {
        return new SignalSets(blocked, ignored & ~bit(signal), caught | bit(signal));
    }

    /** The same sets, and the signal ignored. */
    public SignalSets ignoring(Signal signal) {
        return new SignalSets(blocked, ignored | bit(signal), caught & ~bit(signal));
    }

    /** The same sets, and the signal blocked. */
    public SignalSets blocking(Signal signal) {
        return new SignalSets(blocked | bit(signal), ignored, caught);
    }

    /** Whether the set has the signal in it. */
    public static boolean contains(long set, Signal signal) {
        return (set & bit(signal)) != 0;
    }

    /** The set that has these signals in it. */
    public static long setOf(Signal... signals) {
        long set = 0;
        for (Signal signal : signals) {
            set |= bit(signal);
        }
        return set;
    }

    private static long bit(Signal signal) {
        return signal.number() == 0 ? 0 : 1L << (signal.number() - 1);
    }

    /** The disposition of a process to one signal. */
    public enum Disposition {
        /** The process has a handler. */
        CAUGHT,
        /** The process ignores the signal. */
        IGNORED,
        /** The process blocks the signal, with no handler: it may collect it by sigwait(3) or signalfd(2), or never. */
        BLOCKED,
        /** The system acts: for every rung's signal, the process dies. */
        DEFAULT
    }
}
