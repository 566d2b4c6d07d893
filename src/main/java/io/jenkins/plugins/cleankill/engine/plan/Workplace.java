package io.jenkins.plugins.cleankill.engine.plan;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where, and since when, a block or build has worked: what tells which processes look like its own though nothing proves it.
 *
 * @param directories its workspaces, absolute paths without a slash at the end; a directory right below the root is everybody's,
 *     and none of these
 * @param since how long before the order of the termination it began
 * @param build the value of {@code CLEAN_KILL_BUILD} in the environment of its processes
 * @param told the pids of look-alikes that the user was told of before
 */
public record Workplace(Set<String> directories, Duration since, String build, Set<Long> told) implements Serializable {

    /** For a termination that looks for none. */
    public static final Workplace NONE = new Workplace(Set.of(), Duration.ZERO, "", Set.of());

    /**
     * The most that an order takes to its agent: processes there grow older meanwhile, and the two clocks can't be compared. What
     * was born so shortly before the build is taken for younger than it.
     */
    public static final Duration ON_THE_WAY = Duration.ofSeconds(5);

    private static final String DELETED = " (deleted)";

    public Workplace {
        directories = directories.stream()
                .filter(directory -> directory.startsWith("/") && directory.indexOf('/', 1) > 0)
                .filter(directory -> !directory.endsWith("/"))
                .collect(Collectors.toUnmodifiableSet());
        told = Set.copyOf(told);
    }

    /**
     * How old a process may be that was born after the build began.
     *
     * @param now the time since the termination began
     */
    public Duration age(Duration now) {
        return since.plus(now).plus(ON_THE_WAY);
    }

    /** The same workplace, of which these directories are other names. */
    public Workplace and(Collection<String> more) {
        Set<String> all = new HashSet<>(directories);
        all.addAll(more);
        return new Workplace(all, since, build, told);
    }

    /** The same workplace, of whose look-alikes these were named before. */
    public Workplace without(Set<Long> pids) {
        return new Workplace(directories, since, build, pids);
    }

    /**
     * What of a process lies in the workplace, in words.
     *
     * @param workingDirectory as {@code /proc/PID/cwd} tells it, empty if that can't be read
     * @param openFiles as the links in {@code /proc/PID/fd} tell them
     */
    Optional<String> sign(Optional<String> workingDirectory, List<String> openFiles) {
        return workingDirectory
                .filter(this::holds)
                .map(directory -> "its working directory is " + directory)
                .or(() -> openFiles.stream().filter(this::holds).findFirst().map(file -> "it has " + file + " open"));
    }

    /** By whole names: {@code /w/a@2} is not in {@code /w/a}. What was deleted was there. */
    private boolean holds(String path) {
        String plain = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return directories.stream().anyMatch(directory -> plain.equals(directory) || plain.startsWith(directory + "/"));
    }
}
