package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import io.jenkins.plugins.cleankill.engine.report.Phases;
import io.jenkins.plugins.cleankill.engine.report.Phases.Phase;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where the time went, in sentences. */
final class PhasesView {

    private static final int NAMED = 3;

    private PhasesView() {}

    /** Why a process lived on is known of the end only: what it did about an earlier signal may be another matter. */
    static List<String> of(Outcome outcome) {
        List<Phase> phases = Phases.of(outcome);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            boolean isLast = i + 1 == phases.size() || phases.get(i + 1).signal() == Signal.KILL;
            sentences.add(sentence(phases.get(i), isLast));
        }
        return sentences;
    }

    private static String sentence(Phase phase, boolean explained) {
        String span = span(phase);
        List<ProcessRecord> outlived = phase.outlived();
        if (outlived.isEmpty()) {
            return Messages.Phases_all(span, phase.ended());
        }
        String names = outlived.stream()
                .limit(NAMED)
                .map(process -> name(process, explained))
                .collect(Collectors.joining("; "));
        int more = outlived.size() - NAMED;
        return more <= 0
                ? Messages.Phases_some(span, phase.ended(), names)
                : Messages.Phases_many(span, phase.ended(), names, more);
    }

    /** SIGKILL takes no time that anybody would notice. */
    private static String span(Phase phase) {
        String signal = phase.signal().fullName();
        String from = Seconds.tenths(phase.from());
        String until = Seconds.tenths(phase.until());
        return from.equals(until)
                ? Messages.Phases_moment(signal, until)
                : Messages.Phases_stretch(signal, from, until);
    }

    private static String name(ProcessRecord process, boolean explained) {
        String name = process.name().shown();
        return explained && process.why() != null ? Messages.Phases_because(name, SafeText.line(process.why())) : name;
    }
}
