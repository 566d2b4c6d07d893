package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;

/**
 * How a termination is to be done.
 *
 * @param ladder the rungs
 * @param delivery which processes get a rung's signal
 * @param leftovers what to do with processes that outlive the block or build
 * @param keep which processes are meant to live on
 * @param dumpThreads whether JVMs are asked for thread dumps before the first rung
 * @param dumpSignals the signals by which other programs are asked the same; null, in what an earlier version kept, for none
 * @param from where each of these came from; null in what an earlier version kept, which is unknown
 */
public record Settings(
        Ladder ladder,
        Delivery delivery,
        LeftoverPolicy leftovers,
        KeepPatterns keep,
        boolean dumpThreads,
        DumpSignals dumpSignals,
        Sources from)
        implements Serializable {

    /** The settings where no place sets anything. */
    public static final Settings DEFAULT = new Settings(
            Ladder.DEFAULT,
            Delivery.STRUCTURED,
            LeftoverPolicy.KILL,
            KeepPatterns.NONE,
            false,
            DumpSignals.NONE,
            Sources.all(Source.DEFAULT));

    public Settings {
        dumpSignals = dumpSignals == null ? DumpSignals.NONE : dumpSignals;
        from = from == null ? Sources.UNKNOWN : from;
    }

    /** Settings of which it is not told where they came from. */
    public Settings(
            Ladder ladder, Delivery delivery, LeftoverPolicy leftovers, KeepPatterns keep, boolean dumpThreads) {
        this(ladder, delivery, leftovers, keep, dumpThreads, DumpSignals.NONE, Sources.UNKNOWN);
    }
}
