package io.jenkins.plugins.cleankill.engine.plan;

import io.jenkins.plugins.cleankill.engine.process.Moment;
import io.jenkins.plugins.cleankill.engine.process.ProcessIdentity;
import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.ProcessState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The acts on a member in the present rung, so far, and the observations of it since.
 *
 * @param state where it stands
 * @param row the row of the table that it was treated by
 * @param at the moment just before it got the signal, or was put there
 * @param from when it was put there, as the time since the start
 * @param since since when what it waits for is over: its writers, its terminal's users; of an owner: since when it has
 *     been waiting for a child
 * @param seen the progress that was seen last: processor ticks, or bytes read
 * @param owner the owner that it is left to, whatever becomes of its parent
 * @param traits what else is known of it
 * @param words the evidence, as a person reads it after the name
 */
public record Treatment(
        State state,
        Row row,
        Moment at,
        Duration from,
        Optional<Duration> since,
        long seen,
        Optional<ProcessIdentity> owner,
        Set<Trait> traits,
        String words) {

    /** The treatment of a member before any act. */
    public static final Treatment NONE = new Treatment(
            State.UNDECIDED,
            Row.PLAIN,
            Moment.atTick(0),
            Duration.ZERO,
            Optional.empty(),
            -1,
            Optional.empty(),
            Set.of(),
            "");

    public Treatment {
        traits = Set.copyOf(traits);
    }

    /** A treatment that begins now. */
    public static Treatment of(State state, Row row, Moment at, Duration from) {
        return new Treatment(state, row, at, from, Optional.empty(), -1, Optional.empty(), Set.of(), row.words());
    }

    /** Whether it got the rung's signal, from us or from its owner. */
    public boolean isSignalled() {
        return traits.contains(Trait.SIGNALLED);
    }

    /** Whether it is known of it. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether it got the rung's signal while it was running, and is stopped now: once, for it may stop itself again. */
    public boolean mustContinue(ProcessInfo now) {
        return state == State.SIGNALLED && !has(Trait.CONTINUED_BY_US) && now.state() == ProcessState.STOPPED;
    }

    /** The same at another stage, which begins now. */
    Treatment at(State next, Row nextRow, Duration now) {
        return new Treatment(next, nextRow, at, now, Optional.empty(), seen, owner, traits, nextRow.words());
    }

    /** The same at another stage of the same row, which begins now. */
    public Treatment again(State next, Duration now) {
        return new Treatment(next, row, at, now, since, seen, owner, traits, words);
    }

    /** The same, told at that moment. */
    public Treatment signalled(Row as, Moment moment, Duration now) {
        return new Treatment(State.SIGNALLED, as, moment, now, Optional.empty(), seen, owner, traits, as.words())
                .with(Trait.SIGNALLED);
    }

    /** The same, and that is known of it. */
    public Treatment with(Trait trait) {
        EnumSet<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Treatment(state, row, at, from, since, seen, owner, more, words);
    }

    /** The same, with these words. */
    Treatment saying(String evidence) {
        return new Treatment(state, row, at, from, since, seen, owner, traits, evidence);
    }

    /** The same, and what it waits for is over since then. */
    Treatment since(Optional<Duration> over) {
        return new Treatment(state, row, at, from, over, seen, owner, traits, words);
    }

    /** The same, left to that owner. */
    Treatment leftTo(ProcessInfo itsOwner) {
        return new Treatment(state, row, at, from, since, seen, Optional.of(itsOwner.identity()), traits, words);
    }

    /** The same, with the progress that was seen. */
    Treatment seen(long progress) {
        return new Treatment(state, row, at, from, since, progress, owner, traits, words);
    }

    /** Where a member stands in a rung. */
    public enum State {
        /** No row fits yet, or the reason for the last treatment is over. */
        UNDECIDED,
        /** A clean-up command, left in peace until the last second of the window. */
        IN_PEACE,
        /** The member runs, and waits with the filter or service above it. */
        WAITS_WITH,
        /** The member runs: the owner above it has got the signal and did not pass it on. */
        LEFT_TO_OWNER,
        /** The member runs, and waits for its end-of-file. */
        AWAITS_END_OF_FILE,
        /** The member runs, and waits for the users of its terminal. */
        AWAITS_TERMINAL_USERS,
        /** The member runs, and waits for the processes that it serves. */
        AWAITS_CLIENTS,
        /** Frozen until its blockers are gone. */
        FROZEN,
        /** Frozen for the blink in which its owner may pass the signal on. */
        IN_BLINK,
        /** The member got the rung's signal. */
        SIGNALLED;

        /** Whether we hold it by SIGSTOP. */
        public boolean isFrozen() {
            return this == FROZEN || this == IN_BLINK;
        }

        /** Whether something that is no end of a process, nor a time, may change it. */
        public boolean isOpen() {
            return this == AWAITS_END_OF_FILE
                    || this == AWAITS_TERMINAL_USERS
                    || this == AWAITS_CLIENTS
                    || this == FROZEN
                    || this == IN_BLINK;
        }
    }

    /** A further fact about a member. */
    public enum Trait {
        /** The member has got the signal, from us or from its owner. */
        SIGNALLED,
        /** The owner has sent the signal: we have not. */
        SIGNALLED_BY_OWNER,
        /** A service that waits for connections. */
        LISTENS,
        /** An owner that passes the signal on, or sends another one that ends processes. */
        FORWARDS,
        /** The signal that it sends is not the one that it got: a database that SIGINT ends sends SIGTERM. */
        SENDS_ANOTHER,
        /** A member fed it while it was left to its owner: it is a filter even if that member is gone. */
        FED,
        /** The owner waits for the member and passed the signal to no process: the member is left to it no longer. */
        FREED,
        /** The owner had a way to ask the member to end, after half of the window. */
        CAN_BE_ASKED,
        /** The member was not frozen for the blink, because its stop would be seen. */
        STOP_WOULD_BE_SEEN,
        /** The owner has ended since, and may have sent the signal: as the member was not frozen, none is pending. */
        MAYBE_SIGNALLED,
        /** The member was stopped before the blink: a signal of its owner's is pending, and needs SIGCONT. */
        STOPPED_BY_OTHERS,
        /** A shell that ignores the signal though its children did not: they may be gone by now. */
        INTERACTIVE,
        /** The member was continued after its signal. */
        CONTINUED_BY_US,
        /** A parent that copies a terminal and waits for its child: frozen, with turns. */
        COPIES_TERMINAL,
        /** Another process continued it while we held it. */
        CONTINUED
    }
}
