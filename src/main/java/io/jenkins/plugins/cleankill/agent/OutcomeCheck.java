package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.outcome.LookAlike;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Span;
import io.jenkins.plugins.cleankill.engine.outcome.ThreadDump;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The check of an agent's answer, which may be anybody's: a whole outcome, or a failure like any other. */
public final class OutcomeCheck {

    /** No window is longer, by far. */
    private static final Duration MOST = Duration.ofDays(365);

    public static final String NONSENSE = "The agent's answer makes no sense";

    private OutcomeCheck() {}

    /**
     * The outcome, if all that must be there is there, of the type that it should have, and every time in it is one.
     *
     * @throws IOException if not
     */
    public static Outcome checked(Outcome answer) throws IOException {
        try {
            if (answer != null && makesSense(answer)) {
                return answer;
            }
        } catch (ClassCastException e) {
            // A list may hold anything, however it is declared.
            throw new IOException(NONSENSE, e);
        }
        throw new IOException(NONSENSE);
    }

    private static boolean makesSense(Outcome outcome) {
        return outcome.started() != null
                && isTime(outcome.took())
                && areTexts(outcome.remarks())
                && outcome.rungs().stream().allMatch(OutcomeCheck::makesSense)
                && outcome.processes().stream().allMatch(OutcomeCheck::makesSense)
                && outcome.lookAlikes().stream().allMatch(OutcomeCheck::makesSense)
                && outcome.dumps().stream().allMatch(OutcomeCheck::makesSense);
    }

    private static boolean makesSense(LookAlike process) {
        return process.pid() > 0 && process.command() != null && process.sign() != null && isTime(process.age());
    }

    private static boolean makesSense(ThreadDump dump) {
        return dump.pid() > 0 && dump.command() != null && dump.text() != null;
    }

    private static boolean makesSense(RungRecord rung) {
        return rung.signal() != null && isTime(rung.at()) && isTime(rung.window());
    }

    private static boolean makesSense(ProcessRecord process) {
        return process.pid() > 0
                && process.parent() >= 0
                && process.command() != null
                && areTexts(process.arguments())
                && process.holds().isSound()
                && process.membership() != null
                && process.ending() != null
                && isTime(process.firstSeen())
                && (process.endedAt() == null || isTime(process.endedAt()))
                && process.signals().stream().allMatch(OutcomeCheck::makesSense)
                && process.frozen().stream().allMatch(OutcomeCheck::makesSense);
    }

    private static boolean makesSense(SignalRecord signal) {
        return signal.signal() != null && signal.result() != null && isTime(signal.at());
    }

    private static boolean makesSense(Span span) {
        return isTime(span.from()) && isTime(span.until());
    }

    private static boolean areTexts(List<?> texts) {
        return texts.stream().allMatch(String.class::isInstance);
    }

    private static boolean isTime(Duration duration) {
        return duration != null && !duration.isNegative() && duration.compareTo(MOST) <= 0;
    }
}
