package io.jenkins.plugins.cleankill.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file of a command as execvp(3) does, so that its absence is known before anything is started. */
final class CommandFile {

    private final String searchPath;

    /** @param searchPath the value of PATH, null for none */
    CommandFile(String searchPath) {
        this.searchPath = searchPath == null ? "/bin:/usr/bin" : searchPath;
    }

    /** Fails with 127 if there is no such command, with 126 if there is one that can't be executed. */
    void require(String command) {
        List<Path> found = candidates(command).stream()
                .map(CommandFile::path)
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .toList();
        if (found.isEmpty()) {
            throw new FailedException(ExitCodes.NOT_FOUND, "COMMAND: '" + command + "' was not found");
        }
        if (found.stream().noneMatch(CommandFile::isExecutable)) {
            String why = Files.isDirectory(found.get(0)) ? "it is a directory" : "it is not executable";
            throw new FailedException(ExitCodes.NOT_EXECUTABLE, "COMMAND: '" + command + "' can't be executed: " + why);
        }
    }

    /** The first executable file of that name. */
    Optional<String> find(String command) {
        return candidates(command).stream()
                .filter(file -> path(file).filter(CommandFile::isExecutable).isPresent())
                .findFirst();
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private List<String> candidates(String command) {
        if (command.contains("/") || command.contains(File.separator)) {
            return withEndings(command).toList();
        }
        return command.isEmpty()
                ? List.of()
                : Arrays.stream(searchPath.split(File.pathSeparator, -1))
                        .map(folder -> folder.isEmpty() ? command : folder + "/" + command)
                        .flatMap(CommandFile::withEndings)
                        .toList();
    }

    /** On Windows {@code cmd} is {@code cmd.exe}: CreateProcess adds that ending, and no other. */
    private static Stream<String> withEndings(String path) {
        return File.separatorChar == '\\' ? Stream.of(path, path + ".exe") : Stream.of(path);
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(SystemPath.of(text));
        } catch (InvalidPathException ignored) {
            // A name that is no path names no file: "not found" is the answer.
            return Optional.empty();
        }
    }
}
