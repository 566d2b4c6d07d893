package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.os.ControlGroups;
import io.jenkins.plugins.cleankill.engine.os.ExitWaiter;
import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.process.GroupName;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Removes a control group at the end of its block or build. What serves the block's last step may still be in it then:
 * durable-task's wrapper looks every three seconds whether its step is over.
 */
final class GroupRemoval {

    private static final Logger LOGGER = Logger.getLogger(GroupRemoval.class.getName());

    /** A group that a process is still in after that is removed when builds that are over are looked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OperatingSystem system;
    private final GroupName name;

    GroupRemoval(OperatingSystem system, GroupName name) {
        this.system = system;
        this.name = name;
    }

    /**
     * Removes the group now, or in the background as soon as it is empty; and the build's group around it, and what others have left
     * meanwhile.
     */
    void begin() {
        boolean removed = system.controlGroups().remove(name);
        system.controlGroups().removeEmpty();
        if (!removed) {
            Thread thread = new Thread(this::removeWhenEmpty, "Clean Kill: removes a control group");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void removeWhenEmpty() {
        ControlGroups groups = system.controlGroups();
        Duration end = system.clock().elapsed().plus(PATIENCE);
        try (ExitWaiter waiter = system.newExitWaiter()) {
            Duration left = PATIENCE;
            while (!groups.remove(name) && left.compareTo(Duration.ZERO) > 0) {
                waiter.await(processes(groups), left);
                left = end.minus(system.clock().elapsed());
            }
            groups.removeEmpty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A control group is removed later: the machine's processes can't be read", e);
        }
    }

    private Set<ProcessIdentity> processes(ControlGroups groups) throws IOException {
        Set<ProcessInfo> all =
                Set.copyOf(system.processes().read(process -> false).all());
        Set<Long> pids = groups.pids(name);
        return all.stream()
                .filter(process -> pids.contains(process.pid()))
                .map(ProcessInfo::identity)
                .collect(Collectors.toSet());
    }
}
