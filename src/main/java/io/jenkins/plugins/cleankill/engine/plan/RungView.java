package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.time.Duration;
import java.util.Map;

/**
 * All that a planner looks at.
 *
 * @param members the members of the present snapshot
 * @param signal the rung's signal
 * @param window the rung's window
 * @param treatments the treatments in this rung so far; at its begin, of the processes left frozen by the rung before
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
}
