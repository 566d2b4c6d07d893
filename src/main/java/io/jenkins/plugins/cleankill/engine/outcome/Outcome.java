package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.os.SignalSender;
import io.jenkins.plugins.cleankill.engine.plan.Membership;
import io.jenkins.plugins.cleankill.engine.process.Holdings;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The outcome of a termination. Every duration but {@code took} and the windows counts from the start.
 *
 * @param started the date and time of the start
 * @param took how long it was
 * @param rungs the rungs that were begun
 * @param processes every process that was a member, and those that were kept, by pid
 * @param remarks what a user should know
 * @param lookAlikes the processes that look like the build's, though nothing proves it; no members, and not signalled
 * @param dumps what threads did before the first signal
 */
public record Outcome(
        Instant started,
        Duration took,
        List<RungRecord> rungs,
        List<ProcessRecord> processes,
        List<String> remarks,
        List<LookAlike> lookAlikes,
        List<ThreadDump> dumps)
        implements Serializable {

    public Outcome {
        rungs = List.copyOf(rungs);
        processes = List.copyOf(processes);
        remarks = List.copyOf(remarks);
        // An agent whose classes are of an earlier version sends none
        lookAlikes = lookAlikes == null ? List.of() : List.copyOf(lookAlikes);
        dumps = dumps == null ? List.of() : List.copyOf(dumps);
    }

    /** An outcome without thread dumps, where no process looks like the build's. */
    public Outcome(
            Instant started,
            Duration took,
            List<RungRecord> rungs,
            List<ProcessRecord> processes,
            List<String> remarks) {
        this(started, took, rungs, processes, remarks, List.of());
    }

    /** An outcome without thread dumps. */
    public Outcome(
            Instant started,
            Duration took,
            List<RungRecord> rungs,
            List<ProcessRecord> processes,
            List<String> remarks,
            List<LookAlike> lookAlikes) {
        this(started, took, rungs, processes, remarks, lookAlikes, List.of());
    }

    /** Whether there was a process that was not meant to live on. */
    public boolean hadMembers() {
        return processes.stream().anyMatch(p -> p.ending() != Ending.KEPT);
    }

    /** How many processes ended in this way. */
    public int count(Ending ending) {
        return (int) processes.stream().filter(p -> p.ending() == ending).count();
    }

    /** A rung that was begun. */
    public record RungRecord(Signal signal, Duration at, Duration window) implements Serializable {}

    /**
     * One process.
     *
     * @param pid its pid
     * @param parent its parent's pid when it was first seen
     * @param command its program's file name, as it came from outside
     * @param arguments its command line, as it came from outside; it may hold secrets
     * @param membership why it is a member
     * @param firstSeen when it was first seen
     * @param signals the signals that it was sent
     * @param frozen the spans in which it was stopped by SIGSTOP
     * @param ending how it ended
     * @param endedAt when it was seen to have ended, null if it has not
     * @param why why it was killed, kept or left, or ended late; null if there is nothing to explain
     * @param holds what it held when it was named as a leftover; only the first few are asked
     */
    public record ProcessRecord(
            long pid,
            long parent,
            String command,
            List<String> arguments,
            Membership membership,
            Duration firstSeen,
            List<SignalRecord> signals,
            List<Span> frozen,
            Ending ending,
            Duration endedAt,
            String why,
            Holdings holds)
            implements Serializable {

        public ProcessRecord {
            arguments = List.copyOf(arguments);
            signals = List.copyOf(signals);
            frozen = List.copyOf(frozen);
            holds = holds == null
                    ? Holdings.NONE
                    : holds; // null from an agent that has an earlier version still loaded
        }

        /** One that was not asked what it holds. */
        public ProcessRecord(
                long pid,
                long parent,
                String command,
                List<String> arguments,
                Membership membership,
                Duration firstSeen,
                List<SignalRecord> signals,
                List<Span> frozen,
                Ending ending,
                Duration endedAt,
                String why) {
            this(
                    pid,
                    parent,
                    command,
                    arguments,
                    membership,
                    firstSeen,
                    signals,
                    frozen,
                    ending,
                    endedAt,
                    why,
                    Holdings.NONE);
        }

        /** As the log names it. */
        public ProcessName name() {
            return new ProcessName(pid, command);
        }
    }

    /** A signal that was sent, and what the system said. */
    public record SignalRecord(Signal signal, Duration at, SignalSender.Result result) implements Serializable {}

    /** From, until. */
    public record Span(Duration from, Duration until) implements Serializable {}

    /** How it ended. */
    public enum Ending {
        /** By itself, or of a rung's signal. */
        ENDED,
        /** Of SIGKILL, or TerminateProcess. */
        KILLED,
        /** The process was meant to live on. */
        KEPT,
        /** The process could not be ended, or was to be reported only. */
        LEFT;

        /** How a process ended that was sent these signals; SIGKILL counts where it came through. */
        public static Ending of(boolean kept, boolean ended, List<SignalRecord> signals) {
            if (kept) {
                return KEPT;
            }
            if (!ended) {
                return LEFT;
            }
            boolean killed =
                    signals.stream().anyMatch(s -> s.signal().isKill() && s.result() == SignalSender.Result.SENT);
            return killed ? KILLED : ENDED;
        }
    }
}
