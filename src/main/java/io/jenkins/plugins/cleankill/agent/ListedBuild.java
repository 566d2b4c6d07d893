package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.origin.CookieKind;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A build with processes on an agent, for a person who looks at them: no more than a claim of the agent.
 *
 * @param origin which build, as {@link Origin#text()}
 * @param processes its processes, at most {@value #MOST_PROCESSES}
 * @param count how many there are
 * @param keep globs of what the build wanted to be kept
 * @param entangled whether another build's process descends from one of these
 */
public record ListedBuild(String origin, List<ListedProcess> processes, int count, List<String> keep, boolean entangled)
        implements Serializable {

    /** The most processes of a build that are listed. */
    public static final int MOST_PROCESSES = 50;

    public ListedBuild {
        Objects.requireNonNull(origin);
        processes = processes.stream()
                .map(ListedProcess.class::cast)
                .limit(MOST_PROCESSES)
                .toList();
        keep = keep.stream().map(String.class::cast).toList();
    }

    /**
     * A process of the build.
     *
     * @param command its program's file name
     * @param age how old it is
     * @param cookie which cookie it carries
     * @param kept whether it is meant to live on
     * @param stopped whether it is stopped and can do nothing
     * @param holds what it holds, as far as that is known
     */
    public record ListedProcess(
            long pid, String command, Duration age, CookieKind cookie, boolean kept, boolean stopped, Holdings holds)
            implements Serializable {

        public ListedProcess {
            Objects.requireNonNull(command);
            Objects.requireNonNull(cookie);
            age = age.isNegative() ? Duration.ZERO : age;
            holds = holds.isSound() ? holds : Holdings.NONE;
        }
    }
}
