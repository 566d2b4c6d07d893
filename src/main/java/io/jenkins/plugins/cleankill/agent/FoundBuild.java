package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.origin.BuildRemains;
import io.jenkins.plugins.cleankill.engine.origin.Origin;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A build with processes on an agent, as the agent tells it: no more than a claim.
 *
 * @param origin which build, as {@link Origin#text()}
 * @param processes its processes, at most {@value #MOST_PROCESSES}
 * @param count how many there are
 * @param age how old the oldest of them is
 * @param keep globs of what the build wanted to be kept
 * @param entangled whether another build's process descends from one of these
 */
public record FoundBuild(
        String origin, List<FoundProcess> processes, int count, Duration age, List<String> keep, boolean entangled)
        implements Serializable {

    /** The most processes of a build that are named. */
    public static final int MOST_PROCESSES = 50;

    public FoundBuild {
        Objects.requireNonNull(origin);
        age = age.isNegative() ? Duration.ZERO : age;
        processes = checked(processes, FoundProcess.class).limit(MOST_PROCESSES).toList();
        keep = checked(keep, String.class).toList();
    }

    /** A list that comes from an agent may hold anything, however it is declared. */
    private static <T> Stream<T> checked(List<?> list, Class<T> type) {
        return list.stream().map(type::cast);
    }

    /** @param table the snapshot that they were found in */
    static FoundBuild of(BuildRemains remains, ProcessTable table) {
        return new FoundBuild(
                remains.origin().text(),
                List.copyOf(remains.processes().stream()
                        .limit(MOST_PROCESSES)
                        .map(FoundProcess::of)
                        .toList()),
                remains.processes().size(),
                remains.processes().stream()
                        .map(table::age)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO),
                remains.keep().globs(),
                remains.entangled());
    }

    /**
     * A process of the build.
     *
     * @param start the moment of its birth, in the system's own ticks
     * @param command its program's file name
     * @param stopped whether it is stopped and can do nothing
     * @param wrapper as in {@link BuildRemains#isWrapper}
     */
    public record FoundProcess(long pid, long start, String command, boolean stopped, boolean wrapper)
            implements Serializable {

        public FoundProcess {
            Objects.requireNonNull(command);
        }

        /** As the log names it. */
        public String shown() {
            return new ProcessName(pid, command).shown();
        }

        static FoundProcess of(ProcessInfo process) {
            return new FoundProcess(
                    process.pid(),
                    process.identity().start(),
                    SafeText.name(process.command()),
                    process.state() == ProcessState.STOPPED,
                    BuildRemains.isWrapper(process));
        }
    }
}
