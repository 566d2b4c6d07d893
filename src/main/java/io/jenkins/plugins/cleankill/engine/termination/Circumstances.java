package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.OperatingSystem;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.Environment.Readability;
import io.jenkins.plugins.cleankill.engine.settings.Ladder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a user should know of a termination before its first signal: what this machine can't tell, how members were found, and
 * what lies beyond them.
 */
record Circumstances(OperatingSystem system, MemberTracker tracker, Ladder ladder) {

    /** Each as a sentence for the log; empty on an ordinary machine with ordinary members. */
    List<String> of(Members members) {
        FoundByGroup grouped = new FoundByGroup(system.controlGroups().kind(), tracker::membership);
        List<String> sentences = new ArrayList<>(system.limitations());
        grouped.in(members).ifPresent(sentences::add);
        unreadable(members, grouped).ifPresent(sentences::add);
        new Daemons(tracker.untouchable(), tracker::membership).in(members).ifPresent(sentences::add);
        SshClients.in(members).ifPresent(sentences::add);
        sentences.addAll(InnerTimes.in(members, ladder.total()));
        return sentences;
    }

    private static Optional<String> unreadable(Members members, FoundByGroup grouped) {
        List<ProcessName> unreadable = members.alive().stream()
                .filter(process -> process.environment().readability() == Readability.UNREADABLE)
                .filter(process -> !grouped.isOne(process.identity()))
                .map(ProcessName::of)
                .toList();
        if (unreadable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                unreadable.size() == 1
                        ? "The environment of " + unreadable.get(0)
                                + " can't be read: whatever it starts is found by descent only"
                        : "The environments of " + ProcessName.firstOf(unreadable)
                                + " can't be read: whatever they start is found by descent only");
    }
}
