package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members that have made themselves daemons: the leader of a session, see setsid(2), whose parent has ended. Neither a
 * signal to the process group of the build nor one to its tree reaches it.
 *
 * @param heirs the pids that orphans are given to
 * @param membership why a process is a member: a process named by its pid was started as it is
 */
record Daemons(Set<Long> heirs, Function<ProcessIdentity, Membership> membership) {

    /** A sentence about them, if there are any. */
    Optional<String> in(Members members) {
        List<ProcessName> daemons = members.alive().stream()
                .filter(this::isDaemon)
                .map(ProcessName::of)
                .toList();
        if (daemons.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ProcessName.firstOf(daemons)
                + (daemons.size() == 1
                        ? " is a daemon: in a session of its own, and its parent has ended"
                        : " are daemons: in sessions of their own, and their parents have ended"));
    }

    private boolean isDaemon(ProcessInfo process) {
        return process.session() == process.pid()
                && heirs.contains(process.parent())
                && membership.apply(process.identity()) != Membership.ROOT;
    }
}
