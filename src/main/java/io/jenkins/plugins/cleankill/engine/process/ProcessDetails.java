package io.jenkins.plugins.cleankill.engine.process;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is read of a member only, because it costs more than a {@link ProcessInfo}.
 *
 * @param signals what it does with each signal
 * @param user the effective user id, empty where the system has none
 * @param executable the path of the program that runs, empty if it can't be read
 * @param commandLine its arguments
 * @param pipes its descriptors that are ends of pipes; empty, too, if they can't be read
 * @param tracer the pid of its debugger
 * @param kernelWait the kernel function that it waits in, for uninterruptible ones
 * @param innermostPid its pid in its own pid namespace, if that is not ours
 */
public record ProcessDetails(
        SignalSets signals,
        OptionalLong user,
        Optional<String> executable,
        CommandLine commandLine,
        List<PipeEnd> pipes,
        OptionalLong tracer,
        Optional<String> kernelWait,
        OptionalLong innermostPid) {

    /** Nothing could be read. */
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

    /** Whether it has that pipe open for writing. */
    public boolean writesTo(long pipe) {
        return pipes.stream().anyMatch(end -> end.writes() && end.pipe() == pipe);
    }
}
