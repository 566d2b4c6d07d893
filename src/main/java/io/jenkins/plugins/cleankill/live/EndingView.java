package io.jenkins.plugins.cleankill.live;

import io.jenkins.plugins.cleankill.engine.outcome.Outcome;
import io.jenkins.plugins.cleankill.engine.outcome.Outcome.Ending;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import java.util.concurrent.CompletionException;

/** The end of what a build has left, as an agent's page tells of it. */
public final class EndingView {

    private final String name;
    private final Endings.Ending ending;

    /** @param name the build's, as the user may see it */
    EndingView(String name, Endings.Ending ending) {
        this.name = name;
        this.ending = ending;
    }

    /** What came of it, or that it goes on. */
    public String getText() {
        if (!ending.report().isDone()) {
            return Messages.Ending_goesOn(name);
        }
        try {
            Outcome outcome = ending.report().join().outcome();
            return Messages.Ending_over(
                    name,
                    Seconds.tenths(outcome.took()),
                    outcome.count(Ending.ENDED),
                    outcome.count(Ending.KILLED),
                    outcome.count(Ending.LEFT));
        } catch (CompletionException ignored) {
            // The agent's log has the failure: it may name what the user may not see
            return Messages.Ending_failed(name);
        }
    }
}
