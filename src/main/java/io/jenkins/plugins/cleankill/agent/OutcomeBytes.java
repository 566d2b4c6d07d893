package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.report.MostRelevant;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The outcome of a termination, as the agent sends it: the whole, or as much as the controller takes. */
public final class OutcomeBytes {

    private static final int FEW_PROCESSES = 5_000;

    private OutcomeBytes() {}

    /** The outcome; where that is too much, without arguments and thread dumps; and where that is too much, less of its processes. */
    static byte[] of(Outcome outcome) throws IOException {
        byte[] whole = AnswerBytes.of(outcome);
        if (whole.length <= AnswerBytes.MOST) {
            return whole;
        }
        Outcome brief = with(
                outcome,
                outcome.processes(),
                (outcome.dumps().isEmpty() ? "The processes' arguments" : "The processes' arguments and thread dumps")
                        + " were too long to be sent");
        byte[] less = AnswerBytes.of(brief);
        return less.length <= AnswerBytes.MOST ? less : AnswerBytes.of(few(brief));
    }

    private static Outcome few(Outcome outcome) {
        List<ProcessRecord> told = MostRelevant.of(outcome.processes(), ProcessRecord::ending, FEW_PROCESSES);
        return with(
                outcome,
                told,
                told.size() + " of " + outcome.processes().size()
                        + " processes are told: all were too many to be sent");
    }

    private static Outcome with(Outcome outcome, List<ProcessRecord> processes, String remark) {
        return new Outcome(
                outcome.started(),
                outcome.took(),
                outcome.rungs(),
                processes.stream().map(OutcomeBytes::withoutArguments).toList(),
                Stream.concat(Stream.of(remark), outcome.remarks().stream()).toList(),
                outcome.lookAlikes());
    }

    private static ProcessRecord withoutArguments(ProcessRecord process) {
        return new ProcessRecord(
                process.pid(),
                process.parent(),
                process.command(),
                List.of(),
                process.membership(),
                process.firstSeen(),
                process.signals(),
                process.frozen(),
                process.ending(),
                process.endedAt(),
                process.why(),
                process.holds());
    }

    /**
     * The outcome that the agent tells, if all of it makes sense.
     *
     * @throws IOException if not
     */
    public static Outcome read(byte[] answer) throws IOException {
        return OutcomeCheck.checked(AnswerBytes.read(answer, Outcome.class));
    }
}
