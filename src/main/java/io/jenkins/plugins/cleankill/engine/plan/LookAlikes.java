package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import io.jenkins.plugins.cleankill.engine.process.Environment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The processes that look like a build's, though neither their environment nor their descent proves it: daemons that have
 * overwritten their environment, as redis and nginx do for their titles, or whose starter has reset it, as sudo(8) does.
 *
 * @param workplace where the build has worked
 * @param age how old a process may be that was born after the build began
 * @param ownPid the agent
 * @param heirs the pids that orphans are given to: of the agent's ancestors, see PR_SET_CHILD_SUBREAPER in prctl(2), and pid 1
 * @param isMember whether a process is, or was, a member or a kept process of this termination
 */
public record LookAlikes(
        Workplace workplace, Duration age, long ownPid, Set<Long> heirs, Predicate<ProcessIdentity> isMember) {

    /** Which build a process comes from, in its environment. */
    static final String BUILD = "CLEAN_KILL_BUILD";

    /** By these, and by our cookies, a process is known to be some build's. */
    private static final List<String> OF_A_BUILD = List.of(
            BUILD, "BUILD_ID", "JENKINS_NODE_COOKIE", "JENKINS_SERVER_COOKIE", "HUDSON_COOKIE", "HUDSON_SERVER_COOKIE");

    /** The processes of which more has to be read: orphans, born after the build began. */
    public List<ProcessInfo> suspects(ProcessTable table) {
        return workplace.directories().isEmpty()
                ? List.of()
                : table.all().stream()
                        .filter(ProcessInfo::isAlive)
                        .filter(process -> table.age(process).compareTo(age) <= 0)
                        .filter(process -> isOrphan(process, table))
                        .filter(process -> !heirs.contains(process.pid()) && process.pid() != ownPid)
                        .filter(process -> !isMember.test(process.identity()))
                        .filter(process -> !workplace.told().contains(process.pid()))
                        .toList();
    }

    /** An agent that is pid 1 inherits orphans; what it has started itself is in its session. */
    private boolean isOrphan(ProcessInfo process, ProcessTable table) {
        if (process.parent() != ownPid) {
            return heirs.contains(process.parent());
        }
        return ownPid == 1
                && table.byPid(ownPid)
                        .filter(agent -> agent.session() != process.session())
                        .isPresent();
    }

    /** Whether no variable tells a build; a marker that protects a process from Jenkins is such a variable. */
    public static boolean tellsNoBuild(Environment environment) {
        return OF_A_BUILD.stream().noneMatch(name -> environment.get(name).isPresent())
                && Cookie.allIn(environment).isEmpty();
    }

    /**
     * Whether a process of another build, or of a part of this one that is not told apart, works in the same workspace: then a
     * look-alike may come from there as well.
     *
     * @param table a snapshot with the environments
     */
    public boolean isShared(ProcessTable table) {
        return table.all().stream()
                .filter(ProcessInfo::isAlive)
                .map(ProcessInfo::environment)
                .filter(environment -> environment
                        .get("WORKSPACE")
                        .filter(workplace.directories()::contains)
                        .isPresent())
                .anyMatch(environment -> !environment.has(BUILD, workplace.build()));
    }

    /**
     * Why the suspect looks like the build's, in words; empty if it does not.
     *
     * @param workingDirectory as {@code /proc/PID/cwd} tells it, empty if that can't be read
     * @param openFiles as the links in {@code /proc/PID/fd} tell them
     */
    public Optional<String> sign(ProcessInfo suspect, Optional<String> workingDirectory, List<String> openFiles) {
        String environment = suspect.environment().readability() == Environment.Readability.READ
                ? "its environment does not tell a build"
                : "its environment can't be read";
        return workplace.sign(workingDirectory, openFiles).map(sign -> environment + "; " + sign);
    }
}
