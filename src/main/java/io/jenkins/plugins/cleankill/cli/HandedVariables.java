package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.process.LosslessUtf8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment as the script that starts the JVM was given it, where it is not ours: the script's shell drops
 * variables whose names are none for a shell, and the script may set a locale for the JVM alone.
 */
final class HandedVariables {

    /** Names the file with them, as in {@code /proc/PID/environ}; absent where nothing was dropped or set. */
    static final String VARIABLE = "CLEAN_KILL_ENVIRON";

    private static final String LOCALE = "LC_ALL";

    private final List<String> handed;
    private final Map<String, String> ours;

    /**
     * @param handed the variables as {@code NAME=value}, read as {@link LosslessUtf8}; empty if no variable was handed
     * @param ours our own
     */
    HandedVariables(List<String> handed, Map<String, String> ours) {
        this.handed = List.copyOf(handed);
        this.ours = Map.copyOf(ours);
    }

    static HandedVariables read() {
        String file = System.getenv(VARIABLE);
        return new HandedVariables(file == null ? List.of() : OwnText.words(Path.of(file)), System.getenv());
    }

    /** Puts back what was set for us. */
    void restoreIn(Map<String, String> environment) {
        if (environment.remove(VARIABLE) != null) {
            environment.remove(LOCALE);
            environment.putAll(locale());
        }
    }

    private Map<String, String> locale() {
        Map<String, String> locale = new HashMap<>();
        handed.stream()
                .filter(variable -> variable.startsWith(LOCALE + "="))
                .forEach(variable -> locale.put(LOCALE, variable.substring(LOCALE.length() + 1)));
        return locale;
    }

    /** The command with what the shell has dropped, by env(1): no shell stands between it and the command. */
    List<String> around(List<String> command) {
        List<String> dropped = handed.stream().filter(this::isDropped).toList();
        if (dropped.isEmpty()) {
            return command;
        }
        List<String> line = new ArrayList<>(List.of("env"));
        line.addAll(dropped);
        line.addAll(command);
        return line;
    }

    private boolean isDropped(String variable) {
        int equals = variable.indexOf('=');
        return equals > 0 && !variable.startsWith(LOCALE + "=") && !ours.containsKey(variable.substring(0, equals));
    }
}
