package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts COMMAND with the cookie in its environment, and with our own stdout and stderr. */
final class CommandStarter {

    private static final File NO_INPUT = new File("/dev/null");

    private final CommandFile files;
    private final HandedVariables handed;

    CommandStarter(CommandFile files, HandedVariables handed) {
        this.files = files;
        this.handed = handed;
    }

    /** Starts it, or fails with 126. */
    Process start(List<String> command, Cookie cookie, StartedAs style) {
        List<String> line = handed.around(inOwnSession(style.command(command)));
        ProcessBuilder builder = new ProcessBuilder(ShellWords.of(line)).inheritIO();
        if (!style.hasInput()) {
            builder.redirectInput(NO_INPUT);
        }
        handed.restoreIn(builder.environment());
        builder.environment().putAll(style.variables());
        builder.environment().putAll(cookie.asVariables());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new FailedException(
                    ExitCodes.NOT_EXECUTABLE,
                    "COMMAND: '" + command.get(0) + "' can't be executed: " + e.getMessage(),
                    e);
        }
    }

    /** Whether COMMAND gets a session of its own: its descendants are told by that from our own children. */
    boolean givesOwnSession() {
        return files.find("setsid").isPresent();
    }

    /**
     * In a session of its own a Ctrl-C of the terminal reaches us and not COMMAND too, which would be one signal too
     * many. Our child leads no process group, so setsid(1) executes COMMAND in its own place: the pid stays.
     */
    private List<String> inOwnSession(List<String> command) {
        List<String> line = new ArrayList<>();
        files.find("setsid").ifPresent(line::add);
        line.addAll(command);
        return line;
    }
}
