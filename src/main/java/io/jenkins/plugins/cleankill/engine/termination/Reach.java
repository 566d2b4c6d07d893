package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.os.SignalSender.Result;
import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which processes of a container are within reach from outside of it: visible, with a readable environment, and open to
 * our signals. On Docker's own host they are for root and for the container's user; a pod's as a rule are not. Touches none.
 */
public final class Reach {

    private final OperatingSystem system;

    /** The reach of a JVM on this system. */
    public Reach(OperatingSystem system) {
        this.system = system;
    }

    /**
     * The processes beyond reach, ended ones among them.
     *
     * @param inner the processes as their container knows them: by the pid in its own pid namespace, and by the start time,
     *     which is the same in both, see pid_namespaces(7) and {@code NSpid} in proc_pid_status(5)
     * @throws IOException if the processes of this machine can't be read
     */
    public Set<ProcessIdentity> beyond(Set<ProcessIdentity> inner) throws IOException {
        Set<Long> starts = inner.stream().map(ProcessIdentity::start).collect(Collectors.toSet());
        Set<ProcessIdentity> beyond = new HashSet<>(inner);
        system.processes().read(process -> starts.contains(process.start())).all().stream()
                .filter(process -> starts.contains(process.identity().start()) && isOpen(process))
                .forEach(process ->
                        innermostPid(process).ifPresent(pid -> beyond.remove(inContainer(pid, process.identity()))));
        return beyond;
    }

    private boolean isOpen(ProcessInfo process) {
        return process.isAlive()
                && process.environment().readability() == Readability.READ
                && system.signals().probe(process.identity()).equals(Optional.of(Result.SENT));
    }

    private OptionalLong innermostPid(ProcessInfo process) {
        return system.processes()
                .details(process.identity())
                .map(ProcessDetails::innermostPid)
                .orElse(OptionalLong.empty());
    }

    private static ProcessIdentity inContainer(long pid, ProcessIdentity outside) {
        return new ProcessIdentity(pid, outside.start());
    }
}
