package io.jenkins.plugins.cleankill.engine.report;

import io.jenkins.plugins.cleankill.engine.outcome.ProcessName;
import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import java.util.Set;

/**
 * Leaves out what a user was told by an earlier termination of the same build: which processes live on. Where there is
 * nothing else to tell, it leaves out the sum, too.
 */
public final class UnrepeatedEvents implements ProgressListener {

    private final Set<Long> reported;
    private final ProgressListener next;
    private boolean news;

    /** @param reported the pids of the processes whose living on was told */
    public UnrepeatedEvents(Set<Long> reported, ProgressListener next) {
        this.reported = Set.copyOf(reported);
        this.next = next;
    }

    @Override
    public void on(TerminationEvent event) {
        if (isNews(event)) {
            news = true;
            next.on(event);
        }
    }

    private boolean isNews(TerminationEvent event) {
        if (event instanceof TerminationEvent.Kept kept) {
            return isNews(kept.process());
        } else if (event instanceof TerminationEvent.Survived survived) {
            return isNews(survived.process());
        } else if (event instanceof TerminationEvent.LooksAlike alike) {
            return isNews(alike.process().name());
        } else if (event instanceof TerminationEvent.Over over) {
            return news || over.ended() + over.killed() > 0;
        }
        return true;
    }

    private boolean isNews(ProcessName process) {
        return !reported.contains(process.pid());
    }
}
