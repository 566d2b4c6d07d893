package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes down what happens in one termination. Every moment is told as the time since the start. */
final class Ledger {

    private final Clock clock;
    private Instant started;
    private Duration startedElapsed;
    private final List<RungRecord> rungs = new ArrayList<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Map<ProcessIdentity, Entry> entries = new TreeMap<>();

    Ledger(Clock clock) {
        this.clock = clock;
        open();
    }

    /** The start is now, not when somebody made ready for it. */
    void open() {
        started = clock.wallTime();
        startedElapsed = clock.elapsed();
    }

    /** The time since the start. */
    Duration now() {
        return clock.elapsed().minus(startedElapsed);
    }

    /** Notes who is there, and who is no more. */
    void see(Members members, Function<ProcessIdentity, Membership> membership) {
        for (ProcessInfo process : members.alive()) {
            entries.computeIfAbsent(process.identity(), id -> new Entry(process, membership.apply(id), now()))
                    .refresh(process);
        }
        members.kept()
                .forEach((id, why) -> members.table()
                        .find(id)
                        .ifPresent(process -> entries.computeIfAbsent(
                                        id, i -> new Entry(process, membership.apply(i), now()))
                                .keep(why)));
        entries.values().stream()
                .filter(entry -> entry.endedAt == null && !members.table().isAlive(entry.process.identity()))
                .forEach(entry -> entry.endedAt = now());
    }

    void begin(Rung rung) {
        rungs.add(new RungRecord(rung.signal(), now(), rung.window()));
    }

    /** Notes the remark, once. */
    boolean remark(String text) {
        return remarks.add(text);
    }

    void signalled(ProcessIdentity process, Signal signal, SignalSender.Result result) {
        entries.get(process).signals.add(new SignalRecord(signal, now(), result));
    }

    void frozen(ProcessIdentity process) {
        entries.get(process).frozenAt = now();
    }

    void thawed(ProcessIdentity process) {
        entries.get(process).thaw(now());
    }

    void explain(ProcessIdentity process, String why) {
        entries.get(process).why = why;
    }

    /** What the system said of the last signal, empty if none was sent. */
    Optional<SignalSender.Result> lastResult(ProcessIdentity process) {
        List<SignalRecord> signals = entries.get(process).signals;
        return signals.isEmpty()
                ? Optional.empty()
                : Optional.of(signals.get(signals.size() - 1).result());
    }

    Outcome close() {
        return new Outcome(
                started,
                now(),
                rungs,
                entries.values().stream().map(entry -> entry.close(now())).toList(),
                List.copyOf(remarks));
    }

    /** One process' page. */
    private static final class Entry {

        private ProcessInfo process;
        private final Membership membership;
        private final Duration firstSeen;
        private final List<SignalRecord> signals = new ArrayList<>();
        private final List<Span> frozen = new ArrayList<>();
        private Duration frozenAt;
        private Duration endedAt;
        private boolean kept;
        private String why;

        Entry(ProcessInfo process, Membership membership, Duration firstSeen) {
            this.process = process;
            this.membership = membership;
            this.firstSeen = firstSeen;
        }

        void refresh(ProcessInfo now) {
            ProcessInfo asFirstSeen = new ProcessInfo(
                    now.identity(), process.parent(), now.state(), now.name(), now.environment(), now.details());
            process = asFirstSeen;
        }

        void keep(String reason) {
            kept = true;
            why = reason;
        }

        void thaw(Duration now) {
            if (frozenAt != null) {
                frozen.add(new Span(frozenAt, now));
                frozenAt = null;
            }
        }

        ProcessRecord close(Duration now) {
            thaw(endedAt == null ? now : endedAt);
            return new ProcessRecord(
                    process.pid(),
                    process.parent(),
                    process.command(),
                    process.details().map(ProcessDetails::commandLine).stream()
                            .flatMap(line -> line.arguments().stream())
                            .toList(),
                    membership,
                    firstSeen,
                    signals,
                    frozen,
                    Ending.of(kept, endedAt != null, signals),
                    endedAt,
                    why);
        }
    }
}
