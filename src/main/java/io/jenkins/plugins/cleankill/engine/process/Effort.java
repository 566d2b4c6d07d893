package io.jenkins.plugins.cleankill.engine.process;

/**
 * How much a process does.
 *
 * @param cpuTicks the processor time of all its threads so far, in the ticks of {@link ProcessIdentity#start()}
 * @param threads how many threads it has
 */
public record Effort(long cpuTicks, long threads) {

    /** The system does not tell. */
    public static final Effort UNKNOWN = new Effort(0, 1);
}
