package io.jenkins.plugins.cleankill.engine.os.windows;

import io.jenkins.plugins.cleankill.engine.os.windows.Toolhelp.Line;
import java.util.Locale;
import java.util.Optional;

/**
 * The system's own process behind a console window. It counts as a child of the first process of the console, and ends
 * with the last one; its end would end them all. So it is no process of a build, and not shown.
 */
final class ConsoleHost {

    private static final String NAME = "conhost.exe";

    private ConsoleHost() {}

    static boolean is(Line line) {
        return line.name().equalsIgnoreCase(NAME) && (isUnknown(line) || isSystems(line));
    }

    private static boolean isUnknown(Line line) {
        return path(line).isEmpty();
    }

    private static boolean isSystems(Line line) {
        return path(line)
                .filter(path -> path.toLowerCase(Locale.ROOT).endsWith("\\windows\\system32\\" + NAME))
                .isPresent();
    }

    private static Optional<String> path(Line line) {
        Optional<OpenProcess> open = OpenProcess.of(line.pid(), 0);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (OpenProcess process = open.get()) {
            return process.executable();
        }
    }
}
