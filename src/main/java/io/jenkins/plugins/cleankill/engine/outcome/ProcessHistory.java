package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one process in a termination. Every moment is the time since the termination's start. */
public final class ProcessHistory {

    private final Membership membership;
    private final Duration firstSeen;
    private final List<SignalRecord> signals = new ArrayList<>();
    private final List<Span> frozen = new ArrayList<>();
    private Duration frozenAt;
    private Duration endedAt;
    private boolean kept;
    private String why;
    private Holdings holds = Holdings.NONE;

    public ProcessHistory(Membership membership, Duration firstSeen) {
        this.membership = membership;
        this.firstSeen = firstSeen;
    }

    /** Whether it was not seen to have ended. */
    public boolean isAlive() {
        return endedAt == null;
    }

    public boolean isKept() {
        return kept;
    }

    public void signalled(Signal signal, SignalSender.Result result, Duration at) {
        signals.add(new SignalRecord(signal, at, result));
    }

    /** The system's answer to each signal, in order. */
    public List<SignalSender.Result> results() {
        return signals.stream().map(SignalRecord::result).toList();
    }

    /** The system's answer to the last signal, empty if none was sent. */
    public Optional<SignalSender.Result> lastResult() {
        return signals.isEmpty()
                ? Optional.empty()
                : Optional.of(signals.get(signals.size() - 1).result());
    }

    public void frozen(Duration at) {
        frozenAt = at;
    }

    /** The thaw of a process that was not frozen is no news. */
    public void thawed(Duration at) {
        if (frozenAt != null) {
            frozen.add(new Span(frozenAt, at));
            frozenAt = null;
        }
    }

    public void ended(Duration at) {
        endedAt = at;
        thawed(at);
    }

    /** Says why it lives, or what came of it. */
    public void explain(String reason) {
        why = reason;
    }

    /** The process is meant to live on. */
    public void keep(String reason) {
        kept = true;
        why = reason;
    }

    /** Says what it holds; the last word counts. */
    public void holds(Holdings what) {
        holds = what;
    }

    /** What it was last said to hold. */
    public Holdings holdings() {
        return holds;
    }

    /** The whole of it, at the termination's end. */
    public ProcessRecord close(long pid, long parent, String command, List<String> arguments, Duration now) {
        thawed(now);
        return new ProcessRecord(
                pid,
                parent,
                command,
                arguments,
                membership,
                firstSeen,
                signals,
                frozen,
                Ending.of(kept, endedAt != null, signals),
                endedAt,
                why,
                holds);
    }
}
