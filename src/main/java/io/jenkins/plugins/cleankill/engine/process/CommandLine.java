package io.jenkins.plugins.cleankill.engine.process;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a process, the first one its program as the caller named it. They may hold secrets and control
 * characters: any code that shows them masks and escapes them.
 *
 * @param arguments the arguments; empty for kernel threads, zombies and processes that cleared them
 * @param isTitle whether they are a title, text that the process has written over its arguments: they tell nothing of
 *     how it was started
 */
public record CommandLine(List<String> arguments, boolean isTitle) {

    /** The arguments are not known. */
    public static final CommandLine UNKNOWN = new CommandLine(List.of());

    public CommandLine {
        arguments = List.copyOf(arguments);
    }

    /** The arguments that a process was started with. */
    public CommandLine(List<String> arguments) {
        this(arguments, false);
    }

    /** The arguments as given. */
    public static CommandLine of(String... arguments) {
        return new CommandLine(List.of(arguments));
    }

    /** The title that a process has given to itself, word by word. */
    public static CommandLine title(String text) {
        return new CommandLine(
                Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList(), true);
    }

    /** The last part of the program's path, without the dash of a login shell; empty for a title. */
    public Optional<String> programName() {
        if (isTitle || arguments.isEmpty() || arguments.get(0).isBlank()) {
            return Optional.empty();
        }
        String fileName = FileName.of(arguments.get(0));
        String bare = fileName.startsWith("-") ? fileName.substring(1) : fileName;
        return bare.isBlank() ? Optional.empty() : Optional.of(bare);
    }

    /**
     * The file name of a script that the kernel runs by its first line, {@code #!/bin/sh}: the process' short name is the
     * script's, cut off after 15 bytes, and the program is another one (execve(2), proc_pid_comm(5)).
     */
    Optional<String> scriptName(ShortName shortName) {
        if (isTitle || programName().filter(shortName::isOf).isPresent()) {
            return Optional.empty();
        }
        return arguments.stream()
                .skip(1)
                .limit(2)
                .map(FileName::of)
                .filter(shortName::isOf)
                .findFirst();
    }

    /** All arguments, joined by blanks. */
    public String joined() {
        return String.join(" ", arguments);
    }
}
