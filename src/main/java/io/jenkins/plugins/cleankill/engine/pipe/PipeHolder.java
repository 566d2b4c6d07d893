package io.jenkins.plugins.cleankill.engine.pipe;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.time.Duration;
import java.util.List;

/**
 * A process that can write to an output whose command has ended.
 *
 * @param process the holder
 * @param descriptors its descriptors on it, at least one, in order
 * @param age the time since its birth
 * @param sign what its environment says
 */
public record PipeHolder(ProcessInfo process, List<Integer> descriptors, Duration age, Sign sign) {

    public PipeHolder {
        descriptors = List.copyOf(descriptors);
        if (descriptors.isEmpty()) {
            throw new IllegalArgumentException("descriptors: at least one is needed");
        }
    }

    /** Whether nothing but the output tells that it is the build's, and nothing that it is not. */
    public boolean isOrphaned() {
        return sign == Sign.NO_COOKIE || sign == Sign.UNREADABLE;
    }

    /** The evidence in the holder's environment. */
    public enum Sign {
        /** The holder carries what the command's environment carries. */
        COOKIE,
        /** The holder does not, but descends from a live process that does. */
        DESCENDANT,
        /** The holder has another environment, an empty one for instance. */
        NO_COOKIE,
        /** The holder carries another build's variables: it was given the output, by SCM_RIGHTS for instance. */
        OTHER_BUILD,
        /** The holder was born before the command, and was given the output as well. */
        OLDER,
        /** The environment can't be read. */
        UNREADABLE
    }
}
