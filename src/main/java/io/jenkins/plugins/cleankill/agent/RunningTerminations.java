package io.jenkins.plugins.cleankill.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The terminations that run in this JVM, by the ids that the controller gave them, so that it can hurry them. */
final class RunningTerminations {

    private static final int EARLY_MOST = 100;

    private static final Map<String, RunningTermination> RUNNING = new HashMap<>();
    private static final Deque<String> HURRIED_EARLY = new ArrayDeque<>();

    private RunningTerminations() {}

    /** The one that runs already under this id, if there is one; otherwise this one is noted. */
    static synchronized Optional<RunningTermination> begin(String id, RunningTermination termination) {
        if (HURRIED_EARLY.remove(id)) {
            termination.killNow();
        }
        return Optional.ofNullable(RUNNING.putIfAbsent(id, termination));
    }

    static synchronized void end(String id) {
        RUNNING.remove(id);
    }

    /** The two requests run in two threads: the second may overtake the first. For one that is over, it does nothing. */
    static synchronized void killNow(String id) {
        RunningTermination termination = RUNNING.get(id);
        if (termination != null) {
            termination.killNow();
            return;
        }
        HURRIED_EARLY.add(id);
        if (HURRIED_EARLY.size() > EARLY_MOST) {
            HURRIED_EARLY.remove();
        }
    }
}
