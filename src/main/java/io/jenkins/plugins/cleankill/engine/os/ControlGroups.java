package io.jenkins.plugins.cleankill.engine.os;

import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The control groups below the one that this process is in, see cgroups(7), or the job objects of Windows. A process is born in
 * the group of its parent and stays there whatever it does with its environment, its session or its parent.
 */
public interface ControlGroups {

    /** For systems without control groups. */
    ControlGroups NONE = new ControlGroups() {
        @Override
        public Set<Long> pids(GroupName name) {
            return Set.of();
        }

        @Override
        public Map<GroupName, Set<Long>> builds() {
            return Map.of();
        }

        @Override
        public boolean remove(GroupName name) {
            return true;
        }

        @Override
        public void removeEmpty() {
            // There is none
        }

        @Override
        public Trial tryOut() {
            return Trial.failed("this system has no control groups");
        }
    };

    /** What this system calls such a group, as a noun for the log. */
    default String kind() {
        return "control group";
    }

    /**
     * The pids in the groups of that name, and in the groups below these; empty if there is no such group, or if it can't be
     * read. To be asked after a snapshot: a process of the snapshot whose pid is listed is a member, or has ended.
     */
    Set<Long> pids(GroupName name);

    /**
     * The groups whose names tell a build, with the pids in each and in the groups below it. As with {@link #pids}, to be asked
     * after a snapshot.
     */
    Map<GroupName, Set<Long>> builds();

    /**
     * Puts processes into a group after their launch, where a launch can't put itself into one: into a job object of Windows. It
     * does nothing where a launch can. Neither is it an error if a process has ended or may not be put there.
     *
     * @param names the groups, each in the one before it; what is not there is made
     */
    default void add(List<GroupName> names, Set<ProcessIdentity> processes) {
        // A launch has put itself there
    }

    /**
     * Freezes every process of the groups of that name, and of the groups below, at once: none forks until they are thawed. SIGKILL
     * ends a frozen one all the same, see {@code cgroup.freeze} in the kernel's document of version 2.
     *
     * @return empty where the system can't, as version 1 can't, or there is no such group
     */
    default Optional<FrozenGroup> freeze(GroupName name) {
        return Optional.empty();
    }

    /**
     * Removes the groups of that name with the groups below them, as far as no process is in them.
     *
     * @return whether none is left
     */
    boolean remove(GroupName name);

    /** Removes every group of ours, whatever its name, in which there is no process, and thaws what a lost JVM has frozen. */
    void removeEmpty();

    /**
     * Makes a group, has a process move itself into it and out again, and removes it. Whether a group is ours to divide is
     * not to be concluded from mounts and permissions.
     */
    Trial tryOut();

    /** Groups that are frozen. */
    interface FrozenGroup extends AutoCloseable {

        /** Thaws them. */
        @Override
        void close();
    }

    /**
     * The result of a trial.
     *
     * @param directory the directory of the group that the groups of blocks are made in; empty if there is none
     * @param obstacle the reason why there is none, in words; empty if there is one
     */
    record Trial(Optional<String> directory, String obstacle) {

        public static Trial succeeded(String directory) {
            return new Trial(Optional.of(directory), "");
        }

        public static Trial failed(String obstacle) {
            return new Trial(Optional.empty(), obstacle);
        }
    }
}
