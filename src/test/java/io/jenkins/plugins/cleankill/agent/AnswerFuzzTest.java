package io.jenkins.plugins.cleankill.agent;

import io.jenkins.plugins.cleankill.engine.attack.Fuzz;
import io.jenkins.plugins.cleankill.engine.attack.FuzzTarget;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent answers, damaged at random, is an outcome that can be sent on or a failure like any other. */
@Timeout(300)
class AnswerFuzzTest {

    @Test
    void isAnOutcomeOrAFailure() throws IOException {
        Outcome outcome = Reports.full().outcome();

        Fuzz.mutations(new FuzzTarget(
                "answers",
                List.of(OutcomeBytes.of(outcome)),
                bytes -> OutcomeBytes.of(OutcomeBytes.read(bytes)),
                List.of(IOException.class)));
    }
}
