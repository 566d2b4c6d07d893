package io.jenkins.plugins.cleankill.controller;

import hudson.FilePath;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SystemClock;
import io.jenkins.plugins.cleankill.engine.plan.Workplace;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a block or build has worked on a node, as a termination there is told. */
public final class Workplaces {

    private static final Clock CLOCK = new SystemClock();

    private Workplaces() {}

    /**
     * The workspaces with the directories for temporary files beside them, in which durable-task has the steps' logs. A workspace
     * that has the agent's own folder in it has those of other builds in it, too, and is none.
     *
     * @param build the value of {@code CLEAN_KILL_BUILD} in the environment of the build's processes
     * @param begun when the block or build began, by the controller's clock
     */
    public static Workplace of(String build, String node, Set<String> workspaces, Instant begun) {
        Node place = Channels.node(node);
        FilePath root = place == null ? null : place.getRootPath();
        if (root == null) {
            return Workplace.NONE;
        }
        Set<String> directories = workspaces.stream()
                .filter(path -> !(root.getRemote() + "/").startsWith(path + "/"))
                .flatMap(path -> Stream.of(path, temporary(path)))
                .collect(Collectors.toSet());
        return new Workplace(directories, Duration.between(begun, CLOCK.wallTime()), build, Set.of());
    }

    private static String temporary(String workspace) {
        FilePath directory = WorkspaceList.tempDir(new FilePath((VirtualChannel) null, workspace));
        return directory == null ? workspace : directory.getRemote();
    }
}
