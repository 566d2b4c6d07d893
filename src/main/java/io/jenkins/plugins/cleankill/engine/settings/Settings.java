package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;

/**
 * How a termination is to be done.
 *
 * @param ladder the rungs
 * @param delivery who gets a rung's signal
 * @param leftovers what to do with processes that outlive the block or build
 * @param keep which processes are meant to live on
 * @param dumpThreads whether JVMs get SIGQUIT before the first rung
 */
public record Settings(
        Ladder ladder, Delivery delivery, LeftoverPolicy leftovers, KeepPatterns keep, boolean dumpThreads)
        implements Serializable {

    /** What holds where nobody set anything. */
    public static final Settings DEFAULT =
            new Settings(Ladder.DEFAULT, Delivery.STRUCTURED, LeftoverPolicy.KILL, KeepPatterns.NONE, false);
}
