package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * All that a planner looks at.
 *
 * @param members the members of the present snapshot
 * @param signal the rung's signal
 * @param window the rung's window
 * @param treatments what was done in this rung, and seen since
 * @param before what was done in the rungs before
 * @param evidence what else can be read
 * @param now the time since the start
 * @param moment the present moment, to be compared with births
 * @param observer the process that looks
 */
public record RungView(
        Members members,
        Signal signal,
        Window window,
        Map<ProcessIdentity, Treatment> treatments,
        Before before,
        Evidence evidence,
        Duration now,
        Moment moment,
        Observer observer) {

    /** Whether the first half of the window is over. */
    boolean isHalfOver() {
        return now.compareTo(window.half()) >= 0;
    }

    /** Whether the window's end is near. */
    boolean isLate() {
        return now.compareTo(window.late()) >= 0;
    }

    /**
     * What was done in the rungs before this one.
     *
     * @param signalled the members that got a signal
     * @param inPeace the clean-up commands
     */
    public record Before(Set<ProcessIdentity> signalled, Set<ProcessIdentity> inPeace) {

        /** This is the first rung. */
        public static final Before NOTHING = new Before(Set.of(), Set.of());

        public Before {
            signalled = Set.copyOf(signalled);
            inPeace = Set.copyOf(inPeace);
        }
    }
}
