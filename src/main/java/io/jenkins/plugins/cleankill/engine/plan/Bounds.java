package io.jenkins.plugins.cleankill.engine.plan;

import java.time.Duration;

/** The bounds that hold for the engine as for the script that does its work in a container. */
public final class Bounds {

    /** SIGKILL is repeated for so long: a process that lives then can't be killed. */
    public static final Duration KILL = Duration.ofSeconds(3);

    /** If new processes come after so many rounds of SIGKILL, all are stopped first. */
    public static final int KILL_ROUNDS = 3;

    /** From fork to exec it takes less than a millisecond, unless the machine is busy. */
    public static final Duration YOUNG = Duration.ofMillis(50);

    /** How long a filter may go on after its writers are gone, and do nothing, before it gets the signal. */
    public static final Duration AFTER_END_OF_FILE = Duration.ofSeconds(1);

    /** In the last second of a window the processes are told that were not yet; in a short one it is a share. */
    public static final Duration LAST = Duration.ofSeconds(1);

    /** The share of a window below ten seconds: a tenth. */
    public static final int LAST_SHARE = 10;

    /** A window that still runs is told about so many times, */
    public static final int PROGRESS_TIMES = 12;

    /** at most once in this time, */
    public static final Duration PROGRESS_LEAST = Duration.ofSeconds(5);

    /** and at least once in this. */
    public static final Duration PROGRESS_MOST = Duration.ofSeconds(30);

    private Bounds() {}
}
