package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the time of a termination went: rung by rung, the processes that ended in it, and those that were waited for in vain. */
public final class Phases {

    private Phases() {}

    /**
     * A rung, or the SIGKILL after the last one.
     *
     * @param signal its signal
     * @param from when it began
     * @param until when it was over
     * @param ended how many processes ended in it
     * @param outlived the processes that were alive when it was over, without the frozen ones: they waited themselves
     */
    public record Phase(Signal signal, Duration from, Duration until, int ended, List<ProcessRecord> outlived) {

        public Phase {
            outlived = List.copyOf(outlived);
        }
    }

    /** In the order of time; none where no process was to be ended. */
    public static List<Phase> of(Outcome outcome) {
        List<RungRecord> rungs = outcome.rungs();
        Duration kill = kill(outcome);
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < rungs.size(); i++) {
            Duration end = i + 1 < rungs.size() ? rungs.get(i + 1).at() : kill;
            phases.add(phase(outcome, rungs.get(i).signal(), rungs.get(i).at(), end));
        }
        if (!rungs.isEmpty() && kill.compareTo(outcome.took()) < 0) {
            phases.add(phase(outcome, Signal.KILL, kill, outcome.took()));
        }
        return phases;
    }

    /** When SIGKILL began, or the end if it did not. */
    private static Duration kill(Outcome outcome) {
        return outcome.processes().stream()
                .flatMap(process -> process.signals().stream())
                .filter(sent -> sent.signal().isKill())
                .map(Outcome.SignalRecord::at)
                .min(Comparator.naturalOrder())
                .orElse(outcome.took());
    }

    private static Phase phase(Outcome outcome, Signal signal, Duration from, Duration until) {
        List<ProcessRecord> alive = members(outcome)
                .filter(process -> process.firstSeen().compareTo(until) < 0)
                .filter(process ->
                        process.endedAt() == null || process.endedAt().compareTo(until) > 0)
                .toList();
        List<ProcessRecord> free =
                alive.stream().filter(process -> !isHeld(process, until)).toList();
        long ended = members(outcome)
                .filter(process -> process.endedAt() != null)
                .filter(process -> process.endedAt().compareTo(from) > 0 || from.isZero())
                .filter(process -> process.endedAt().compareTo(until) <= 0)
                .count();
        return new Phase(signal, from, until, (int) ended, free.isEmpty() ? alive : free);
    }

    private static Stream<ProcessRecord> members(Outcome outcome) {
        return outcome.processes().stream().filter(process -> process.ending() != Ending.KEPT);
    }

    /** Just before that moment: the next rung may have thawed at once what one had frozen. */
    private static boolean isHeld(ProcessRecord process, Duration moment) {
        return process.frozen().stream()
                .anyMatch(span ->
                        span.from().compareTo(moment) < 0 && span.until().compareTo(moment) >= 0);
    }
}
