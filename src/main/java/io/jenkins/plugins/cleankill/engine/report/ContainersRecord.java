package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import io.jenkins.plugins.cleankill.engine.settings.Source;
import java.io.Serializable;
import java.util.List;

/**
 * The containers that a block, or a build, has started itself and that still ran at its end.
 *
 * @param policy what was to be done about them
 * @param from where that was set
 * @param found the containers, by name
 */
public record ContainersRecord(ContainerPolicy policy, Source from, List<ContainerRecord> found)
        implements Serializable {

    public ContainersRecord {
        found = List.copyOf(found);
    }

    /** How many of them ended in this way. */
    public int count(ContainerEnding ending) {
        return (int) found.stream().filter(each -> each.ending() == ending).count();
    }

    /**
     * One container.
     *
     * @param id its id, 64 hexadecimal digits
     * @param name its name
     * @param image the name of its image
     * @param sign what tells that it is the block's, in words: {@code it mounts the workspace}
     * @param ending what became of it
     * @param exitCode the exit code of one that was stopped; null if it runs, or was removed as it ended
     */
    public record ContainerRecord(
            String id, String name, String image, String sign, ContainerEnding ending, Long exitCode)
            implements Serializable {}

    /** What became of a container. */
    public enum ContainerEnding {
        /** It does not run any more, after it was stopped. */
        STOPPED,
        /** It runs, and was meant to live on. */
        KEPT,
        /** It runs: it was to be reported only, or did not end. */
        LEFT,
        /** It was to be stopped, and the daemon gave no answer since. */
        UNKNOWN
    }
}
