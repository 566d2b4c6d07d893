package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.report.TerminationReport;
import io.jenkins.plugins.cleankill.engine.termination.Outcome;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.ProcessRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.RungRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.SignalRecord;
import io.jenkins.plugins.cleankill.engine.termination.Outcome.Span;
import java.io.IOException;
import java.time.Duration;

/** What an agent, which may be anybody's machine, has answered: a whole outcome, or a failure like any other. */
final class AgentAnswer {

    /** No window is longer, by far. */
    private static final Duration MOST = Duration.ofDays(365);

    private AgentAnswer() {}

    /**
     * What came of it, if all that must be there is there and every time in it is one. What else the report says, the
     * controller knows better.
     *
     * @throws IOException if not
     */
    static Outcome checked(TerminationReport answer) throws IOException {
        if (answer == null || answer.outcome() == null || !makesSense(answer.outcome())) {
            throw new IOException("The agent's answer makes no sense");
        }
        return answer.outcome();
    }

    private static boolean makesSense(Outcome outcome) {
        return outcome.started() != null
                && isTime(outcome.took())
                && outcome.rungs().stream().allMatch(AgentAnswer::makesSense)
                && outcome.processes().stream().allMatch(AgentAnswer::makesSense);
    }

    private static boolean makesSense(RungRecord rung) {
        return rung.signal() != null && isTime(rung.at()) && isTime(rung.window());
    }

    private static boolean makesSense(ProcessRecord process) {
        return process.pid() > 0
                && process.parent() >= 0
                && process.command() != null
                && process.membership() != null
                && process.ending() != null
                && isTime(process.firstSeen())
                && (process.endedAt() == null || isTime(process.endedAt()))
                && process.signals().stream().allMatch(AgentAnswer::makesSense)
                && process.frozen().stream().allMatch(AgentAnswer::makesSense);
    }

    private static boolean makesSense(SignalRecord signal) {
        return signal.signal() != null && signal.result() != null && isTime(signal.at());
    }

    private static boolean makesSense(Span span) {
        return isTime(span.from()) && isTime(span.until());
    }

    private static boolean isTime(Duration duration) {
        return duration != null && !duration.isNegative() && duration.compareTo(MOST) <= 0;
    }
}
