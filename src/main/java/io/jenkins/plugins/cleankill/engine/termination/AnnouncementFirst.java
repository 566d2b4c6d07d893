package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.outcome.ProgressListener;
import io.jenkins.plugins.cleankill.engine.outcome.TerminationEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds remarks, thread dumps, and what processes hold, back until the termination is announced: its first line tells why there
 * is one. In one thread.
 */
final class AnnouncementFirst implements ProgressListener {

    private final ProgressListener listener;
    private final List<TerminationEvent> early = new ArrayList<>();
    private boolean announced;

    AnnouncementFirst(ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(TerminationEvent event) {
        if (!announced && canWait(event)) {
            early.add(event);
            return;
        }
        announced = true;
        listener.on(event);
        early.forEach(listener::on);
        early.clear();
    }

    private static boolean canWait(TerminationEvent event) {
        return event instanceof TerminationEvent.Remark
                || event instanceof TerminationEvent.ThreadsDumped
                || event instanceof TerminationEvent.Holds;
    }
}
