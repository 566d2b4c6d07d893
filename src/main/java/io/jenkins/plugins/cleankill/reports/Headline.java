package io.jenkins.plugins.cleankill.reports;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.time.Duration;

/** How long a termination was and how many processes ended how. */
public record Headline(Duration took, int ended, int killed, int kept, int left) {

    public static Headline of(Outcome outcome) {
        return new Headline(
                outcome.took(),
                outcome.count(Ending.ENDED),
                outcome.count(Ending.KILLED),
                outcome.count(Ending.KEPT),
                outcome.count(Ending.LEFT));
    }

    /** A sentence in the language of the current thread's user. */
    public String text() {
        return Messages.Report_headline(Seconds.tenths(took), ended, killed, kept, left);
    }
}
