package io.jenkins.plugins.cleankill.engine.process;

import io.jenkins.plugins.cleankill.engine.process.SignalSets.Disposition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The details that are read of a member only, because they cost more than a {@link ProcessInfo}.
 *
 * @param signals what it does with each signal
 * @param pending the signals that it has not taken yet, its own and those of its threads: SIGKILL, a signal that it
 *     blocks, and, while it is stopped, any other. Bit {@code n - 1} stands for signal {@code n}
 * @param user the effective user id, empty where the system has none
 * @param executable the path of the program that runs, empty if it can't be read
 * @param commandLine its arguments
 * @param pipes its descriptors that are ends of pipes; empty, too, if they can't be read
 * @param terminals the pseudoterminals that it has open; none, too, if they can't be read
 * @param sockets the inode numbers of its sockets; none, too, if they can't be read
 * @param tracer the pid of its debugger
 * @param kernelWait the kernel function that it waits in, for uninterruptible ones
 * @param innermostPid its pid in its own pid namespace, if that is not ours
 */
public record ProcessDetails(
        SignalSets signals,
        long pending,
        OptionalLong user,
        Optional<String> executable,
        CommandLine commandLine,
        List<PipeEnd> pipes,
        Terminals terminals,
        Set<Long> sockets,
        OptionalLong tracer,
        Optional<String> kernelWait,
        OptionalLong innermostPid) {

    /** The details if none of them could be read. */
    public static final ProcessDetails UNKNOWN = new ProcessDetails(
            SignalSets.DEFAULT,
            OptionalLong.empty(),
            Optional.empty(),
            CommandLine.UNKNOWN,
            List.of(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty());

    public ProcessDetails {
        pipes = List.copyOf(pipes);
        sockets = Set.copyOf(sockets);
    }

    /** A process with no signal pending, no terminal and no socket. */
    public ProcessDetails(
            SignalSets signals,
            OptionalLong user,
            Optional<String> executable,
            CommandLine commandLine,
            List<PipeEnd> pipes,
            OptionalLong tracer,
            Optional<String> kernelWait,
            OptionalLong innermostPid) {
        this(
                signals,
                0,
                user,
                executable,
                commandLine,
                pipes,
                Terminals.NONE,
                Set.of(),
                tracer,
                kernelWait,
                innermostPid);
    }

    /** A plain process of that program. */
    public static ProcessDetails of(String executable, SignalSets signals, List<PipeEnd> pipes, String... arguments) {
        return new ProcessDetails(
                signals,
                OptionalLong.empty(),
                Optional.of(executable),
                CommandLine.of(arguments),
                pipes,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /**
     * Whether the signal does nothing to it: the first process of a pid namespace gets only what it has a handler for, and
     * SIGKILL and SIGSTOP from outside, see pid_namespaces(7). A signal that it blocks, as a shell does for the moments in
     * which it forks, has no handler either.
     */
    public boolean isShieldedFrom(Signal signal) {
        Disposition disposition = signals.of(signal);
        return innermostPid.orElse(0) == 1
                && (disposition == Disposition.DEFAULT || disposition == Disposition.BLOCKED);
    }

    /** Whether it has that pipe open for writing. */
    public boolean writesTo(PipeId pipe) {
        return pipes.stream().anyMatch(end -> end.writes() && end.pipe().equals(pipe));
    }

    /** Whether the signal was sent and has not been taken yet. */
    public boolean isPending(Signal signal) {
        return SignalSets.contains(pending, signal);
    }

    /** The same details, with the signals pending. */
    public ProcessDetails withPending(long signalSet) {
        return new ProcessDetails(
                signals,
                signalSet,
                user,
                executable,
                commandLine,
                pipes,
                terminals,
                sockets,
                tracer,
                kernelWait,
                innermostPid);
    }

    /** The same details, with the terminals and sockets that the process has open. */
    public ProcessDetails with(Terminals openTerminals, Set<Long> openSockets) {
        return new ProcessDetails(
                signals,
                pending,
                user,
                executable,
                commandLine,
                pipes,
                openTerminals,
                openSockets,
                tracer,
                kernelWait,
                innermostPid);
    }
}
