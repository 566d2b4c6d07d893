package io.jenkins.plugins.cleankill.engine.settings;

import java.io.Serializable;

/** Where each value of {@link Settings} came from. */
public record Sources(
        Source ladder, Source delivery, Source leftovers, Source keep, Source dumpThreads, Source dumpSignals)
        implements Serializable {

    /** The sources are not told. */
    public static final Sources UNKNOWN = all(Source.UNKNOWN);

    public Sources {
        // In what an earlier version kept
        dumpSignals = dumpSignals == null ? Source.UNKNOWN : dumpSignals;
    }

    /** Every value from there. */
    public static Sources all(Source source) {
        return new Sources(source, source, source, source, source, source);
    }
}
