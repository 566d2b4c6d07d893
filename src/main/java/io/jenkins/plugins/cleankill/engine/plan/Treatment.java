package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.PipeEnd;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.time.Duration;
import java.util.Optional;

/**
 * What was done with a member in the present rung, so far.
 *
 * @param stage where it stands
 * @param role its role when it was first treated
 * @param at the moment just before that
 * @param pipe the pipe that it reads, while its end-of-file is withheld
 * @param writersGoneSince since when nobody writes what it reads any more
 */
public record Treatment(
        Stage stage, Role role, Moment at, Optional<PipeEnd> pipe, Optional<Duration> writersGoneSince) {

    /** A treatment without a pipe. */
    public static Treatment of(Stage stage, Role role, Moment at) {
        return new Treatment(stage, role, at, Optional.empty(), Optional.empty());
    }

    /** Whether it got the rung's signal while it was running, and is stopped now. */
    public boolean mustWake(ProcessInfo now) {
        return stage == Stage.SIGNALLED && now.state() == ProcessState.STOPPED;
    }

    /** The same at another stage. */
    public Treatment at(Stage next) {
        return new Treatment(next, role, at, pipe, writersGoneSince);
    }

    /** The same, and nobody writes what it reads since then. */
    public Treatment withWritersGone(Duration since) {
        return new Treatment(stage, role, at, pipe, Optional.of(since));
    }

    /** Where a member stands in a rung. */
    public enum Stage {
        /** It got the rung's signal. */
        SIGNALLED,
        /** It got the rung's signal, was found stopped, and was continued: once, for it may stop itself again. */
        WOKEN,
        /** A filter: it waits for end-of-file. */
        AWAITS_END_OF_FILE,
        /** A reader whose end-of-file is withheld. */
        WITHHELD,
        /** Held by SIGSTOP until its descendants are gone. */
        HELD,
        /** The business of an owner, or a filter, above it: left alone until that is gone. */
        OWNED,
        /** A cleanup command, or another process that is left in peace until the next rung. */
        LEFT_IN_PEACE
    }
}
