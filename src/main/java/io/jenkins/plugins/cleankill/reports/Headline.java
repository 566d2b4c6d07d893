package io.jenkins.plugins.cleankill.reports;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.Seconds;

/** How long a termination was and what came of it, in a sentence. */
public final class Headline {

    private Headline() {}

    /** In the language of the current thread's user. */
    public static String of(Outcome outcome) {
        return Messages.Report_headline(
                Seconds.tenths(outcome.took()),
                outcome.count(Ending.ENDED),
                outcome.count(Ending.KILLED),
                outcome.count(Ending.KEPT),
                outcome.count(Ending.LEFT));
    }
}
