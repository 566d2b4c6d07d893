package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Function;

/** Tells a listener what came of a termination. */
public record Announcements(ProgressListener listener) {

    /** Why a process lives that was only to be named. */
    public static final String LEFT_RUNNING = "is left running (leftovers: report)";

    /**
     * Names the processes that a rule keeps.
     *
     * @param holdings what a process is known to hold
     */
    public void kept(Members members, Function<ProcessIdentity, Holdings> holdings) {
        members.kept()
                .forEach((id, why) -> members.table()
                        .find(id)
                        .ifPresent(process -> listener.on(
                                new TerminationEvent.Kept(ProcessName.of(process), why, holdings.apply(id)))));
    }

    /**
     * Names the processes that were killed or left, and those that look like the build's, and sums it up; no sum if there was
     * no member. Frozen ones only waited for others: these others come first.
     */
    public void over(Outcome outcome) {
        outcome.processes().stream()
                .sorted(Comparator.comparing(process -> !process.frozen().isEmpty()))
                .forEach(this::end);
        outcome.lookAlikes().forEach(each -> listener.on(new TerminationEvent.LooksAlike(each)));
        if (!outcome.processes().isEmpty()) {
            listener.on(new TerminationEvent.Over(
                    outcome.took(),
                    outcome.count(Ending.ENDED),
                    outcome.count(Ending.KILLED),
                    outcome.count(Ending.KEPT),
                    outcome.count(Ending.LEFT)));
        }
    }

    private void end(ProcessRecord process) {
        ProcessName name = process.name();
        if (process.ending() == Ending.KILLED) {
            listener.on(new TerminationEvent.Killed(name, process.why(), killedAt(process)));
        } else if (process.ending() == Ending.LEFT) {
            listener.on(new TerminationEvent.Survived(name, process.why(), process.holds()));
        }
    }

    private static Duration killedAt(ProcessRecord process) {
        return process.signals().stream()
                .filter(sent -> sent.signal().isKill())
                .map(Outcome.SignalRecord::at)
                .findFirst()
                .orElseThrow();
    }
}
