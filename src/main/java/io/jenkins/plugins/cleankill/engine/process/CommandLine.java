package io.jenkins.plugins.cleankill.engine.process;

import java.util.List;
import java.util.Optional;

/**
 * The arguments of a process, the first one its program as the caller named it. They may hold secrets and control
 * characters: whoever shows them masks and escapes them.
 *
 * @param arguments the arguments; empty for kernel threads, zombies and processes that cleared them
 */
public record CommandLine(List<String> arguments) {

    /** Nothing is known. */
    public static final CommandLine UNKNOWN = new CommandLine(List.of());

    public CommandLine {
        arguments = List.copyOf(arguments);
    }

    /** The arguments as given. */
    public static CommandLine of(String... arguments) {
        return new CommandLine(List.of(arguments));
    }

    /** The last part of the program's path, without the dash of a login shell. */
    public Optional<String> programName() {
        if (arguments.isEmpty() || arguments.get(0).isBlank()) {
            return Optional.empty();
        }
        String program = arguments.get(0);
        String fileName = program.substring(program.lastIndexOf('/') + 1);
        String bare = fileName.startsWith("-") ? fileName.substring(1) : fileName;
        return bare.isBlank() ? Optional.empty() : Optional.of(bare);
    }

    /**
     * The file name of a script that the kernel runs by its first line, {@code #!/bin/sh}: the process' short name is the
     * script's, cut off after 15 bytes, and the program is another one (execve(2), proc_pid_comm(5)).
     */
    public Optional<String> scriptName(String shortName) {
        if (shortName.isBlank() || programName().filter(shortName::equals).isPresent()) {
            return Optional.empty();
        }
        return arguments.stream()
                .skip(1)
                .limit(2)
                .map(argument -> argument.substring(argument.lastIndexOf('/') + 1))
                .filter(fileName -> fileName.startsWith(shortName))
                .findFirst();
    }

    /** All arguments, joined by blanks. */
    public String joined() {
        return String.join(" ", arguments);
    }
}
