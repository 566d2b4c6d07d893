package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.os.Clock;
import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.ProcessHistory;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import io.jenkins.plugins.cleankill.engine.plan.Members;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.ProcessDetails;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.settings.Rung;
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
final class OutcomeRecorder {

    /** USER_HZ is 100 on every Linux that a JVM runs on; see time(7). */
    private static final long MILLIS_A_TICK = 10;

    private final Clock clock;
    private Instant started;
    private Duration startedElapsed;
    private final List<RungRecord> rungs = new ArrayList<>();
    private final List<ThreadDump> dumps = new ArrayList<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final Map<ProcessIdentity, Entry> entries = new TreeMap<>();

    OutcomeRecorder(Clock clock) {
        this.clock = clock;
        open();
    }

    /** The start is now, not when this object was made. */
    void open() {
        started = clock.wallTime();
        startedElapsed = clock.elapsed();
    }

    /** The time since the start. */
    Duration now() {
        return clock.elapsed().minus(startedElapsed);
    }

    /** Notes the members that are there, and the ends of the others. */
    void see(Members members, Function<ProcessIdentity, Membership> membership) {
        for (ProcessInfo process : members.alive()) {
            entry(process, membership).refresh(process);
        }
        members.kept()
                .forEach((id, why) -> members.table()
                        .find(id)
                        .ifPresent(process -> entry(process, membership).history.keep(why)));
        entries.values().stream()
                .filter(entry -> entry.history.isAlive() && !members.table().isAlive(entry.process.identity()))
                .forEach(entry -> entry.history.ended(now()));
    }

    private Entry entry(ProcessInfo process, Function<ProcessIdentity, Membership> membership) {
        return entries.computeIfAbsent(
                process.identity(), id -> new Entry(process, new ProcessHistory(membership.apply(id), now())));
    }

    void begin(Rung rung) {
        rungs.add(new RungRecord(rung.signal(), now(), rung.window()));
    }

    /** Notes the remark, once. */
    boolean remark(String text) {
        return remarks.add(text);
    }

    void dumped(ThreadDump dump) {
        dumps.add(dump);
    }

    void signalled(ProcessIdentity process, Signal signal, SignalSender.Result result) {
        Entry entry = entries.get(process);
        entry.history.signalled(signal, result, now());
        if (signal.isRung() && entry.workedBefore == Entry.NOT_SIGNALLED) {
            entry.workedBefore = entry.process.cpuTicks();
        }
    }

    /** The processor time of the process since the first signal of a rung. */
    Duration workedSinceSignal(ProcessInfo process) {
        long before = entries.get(process.identity()).workedBefore;
        return before == Entry.NOT_SIGNALLED
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, process.cpuTicks() - before) * MILLIS_A_TICK);
    }

    void frozen(ProcessIdentity process) {
        history(process).frozen(now());
    }

    void thawed(ProcessIdentity process) {
        history(process).thawed(now());
    }

    void explain(ProcessIdentity process, String why) {
        history(process).explain(why);
    }

    void holds(ProcessIdentity process, Holdings what) {
        history(process).holds(what);
    }

    /** What the process was last seen to hold. */
    Holdings holdings(ProcessIdentity process) {
        Entry entry = entries.get(process);
        return entry == null ? Holdings.NONE : entry.history.holdings();
    }

    /** The system's answer to the last signal, empty if none was sent. */
    Optional<SignalSender.Result> lastResult(ProcessIdentity process) {
        return history(process).lastResult();
    }

    private ProcessHistory history(ProcessIdentity process) {
        return entries.get(process).history;
    }

    Outcome close(List<LookAlike> lookAlikes) {
        return new Outcome(
                started,
                now(),
                rungs,
                entries.values().stream().map(entry -> entry.close(now())).toList(),
                List.copyOf(remarks),
                lookAlikes,
                dumps);
    }

    /** One process' page. */
    private static final class Entry {

        private static final long NOT_SIGNALLED = -1;

        private final ProcessHistory history;
        private ProcessInfo process;
        private long workedBefore = NOT_SIGNALLED;

        Entry(ProcessInfo process, ProcessHistory history) {
            this.process = process;
            this.history = history;
        }

        void refresh(ProcessInfo now) {
            ProcessInfo asFirstSeen = new ProcessInfo(
                    now.identity(),
                    process.parent(),
                    now.state(),
                    now.name(),
                    now.job(),
                    now.effort(),
                    now.environment(),
                    now.details());
            process = asFirstSeen;
        }

        ProcessRecord close(Duration now) {
            List<String> arguments = process.details().map(ProcessDetails::commandLine).stream()
                    .flatMap(line -> line.arguments().stream())
                    .toList();
            return history.close(process.pid(), process.parent(), process.command(), arguments, now);
        }
    }
}
