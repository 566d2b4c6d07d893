package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.termination.ProcessName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the script has told of one process. */
final class KnownProcess {

    private static final int MOST_SIGNALS = 100;

    private final ProcessIdentity identity;
    private final long parent;
    private final Membership membership;
    private final String command;
    private final Duration firstSeen;
    private final List<SignalRecord> signals = new ArrayList<>();
    private final List<Span> frozen = new ArrayList<>();
    private Duration frozenAt;
    private Duration endedAt;
    private boolean kept;
    private String why;

    KnownProcess(ProcessIdentity identity, long parent, Membership membership, String command, Duration firstSeen) {
        this.identity = identity;
        this.parent = parent;
        this.membership = membership;
        this.command = command;
        this.firstSeen = firstSeen;
    }

    ProcessName name() {
        return new ProcessName(identity.pid(), command);
    }

    boolean isAlive() {
        return endedAt == null && !kept;
    }

    void sent(Signal signal, SignalSender.Result result, Duration at) {
        if (signals.size() < MOST_SIGNALS) {
            signals.add(new SignalRecord(signal, at, result));
        }
        if (result == SignalSender.Result.NOT_PERMITTED) {
            why = "belongs to another user, not permitted";
        }
        if (signal == Signal.STOP) {
            frozenAt = at;
        } else if (signal == Signal.CONT) {
            thaw(at);
        }
    }

    private void thaw(Duration at) {
        if (frozenAt != null && frozen.size() < MOST_SIGNALS) {
            frozen.add(new Span(frozenAt, at));
        }
        frozenAt = null;
    }

    void explain(String reason) {
        if (signals.stream().noneMatch(sent -> sent.result() == SignalSender.Result.NOT_PERMITTED)) {
            why = reason;
        }
    }

    void keep(String reason) {
        kept = true;
        why = reason;
    }

    void ended(Duration at) {
        endedAt = at;
        thaw(at);
    }

    ProcessRecord record(Duration now) {
        thaw(now);
        return new ProcessRecord(
                identity.pid(),
                parent,
                command,
                List.of(),
                membership,
                firstSeen,
                signals,
                frozen,
                Ending.of(kept, endedAt != null, signals),
                endedAt,
                why);
    }
}
