package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The members that only their control group tells: their environment does not carry the cookie, or can't be read any more.
 *
 * @param kind what the system calls the group
 * @param membership why a process is a member
 */
record FoundByGroup(String kind, Function<ProcessIdentity, Membership> membership) {

    boolean isOne(ProcessIdentity process) {
        return membership.apply(process) == Membership.CONTROL_GROUP;
    }

    /** A sentence about them, if there are any. */
    Optional<String> in(Members members) {
        List<ProcessName> found = members.alive().stream()
                .filter(process -> isOne(process.identity()))
                .map(ProcessName::of)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(ProcessName.firstOf(found)
                        + (found.size() == 1 ? " is" : " are")
                        + " in the build's " + kind + ", which alone tells whose "
                        + (found.size() == 1 ? "it is" : "they are"));
    }
}
