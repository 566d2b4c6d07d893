package io.jenkins.plugins.cleankill.engine.process;

/**
 * A moment, to be compared with the births of processes more finely than by start times alone, whose unit is 10 ms on
 * Linux: a shell needs less than that from one command to the next. Pids are given in turn, so the latest pid tells
 * which processes of one tick were there already.
 *
 * @param tick the moment in the ticks of {@link ProcessIdentity#start()}
 * @param latestPid the pid that was given last, 0 if that is not known
 */
public record Moment(long tick, long latestPid) {

    /** Half of the smallest range of pids that Linux has: a greater distance means that the count began anew. */
    private static final long HALF_A_ROUND = 16_384;

    /** A moment of which only the tick is known. */
    public static Moment atTick(long tick) {
        return new Moment(tick, 0);
    }

    /** Whether the process was born before; false if that can't be told. */
    public boolean isAfterBirthOf(ProcessIdentity process) {
        return process.start() < tick || process.start() == tick && latestPid > 0 && wasGiven(process.pid());
    }

    private boolean wasGiven(long pid) {
        long distance = latestPid - pid;
        return distance >= 0 ? distance < HALF_A_ROUND : -distance >= HALF_A_ROUND;
    }
}
