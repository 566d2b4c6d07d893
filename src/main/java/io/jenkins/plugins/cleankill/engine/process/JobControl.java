package io.jenkins.plugins.cleankill.engine.process;

import java.util.OptionalInt;

/**
 * Where a process stands in the order of sessions and process groups, see credentials(7).
 *
 * @param group the process group, the pid of the group's leader; 0 if that is outside of our pid namespace
 * @param session the session, the pid of the session's leader; 0 if that is outside of our pid namespace
 * @param terminal the index of the pseudoterminal that controls the session: 5 is {@code /dev/pts/5}; empty if there is
 *     none, or it is no pseudoterminal
 */
public record JobControl(long group, long session, OptionalInt terminal) {

    /** The system does not tell. */
    public static final JobControl UNKNOWN = new JobControl(0, 0, OptionalInt.empty());
}
