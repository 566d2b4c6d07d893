package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.plan.Bounds;
import io.jenkins.plugins.cleankill.engine.plan.Shells;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The script, put together from its parts. */
final class ScriptText {

    private static final List<String> PARTS =
            List.of("journal.sh", "look.sh", "treat.sh", "owners.sh", "clean-kill.sh");

    private ScriptText() {}

    /** The script without comments and indentation: a text for a container's shell only may be short. */
    static String load() {
        return constants() + parts();
    }

    /** The constants of the engine, as variables of the shell. Times are in hundredths of a second, as in /proc. */
    static String constants() {
        return "kill_bound=" + ticks(Bounds.KILL)
                + " kill_rounds=" + Bounds.KILL_ROUNDS
                + " young=" + ticks(Bounds.YOUNG)
                + " after_end_of_file=" + ticks(Bounds.AFTER_END_OF_FILE)
                + " last_at_most=" + ticks(Bounds.LAST)
                + " last_share=" + Bounds.LAST_SHARE
                + " progress_times=" + Bounds.PROGRESS_TIMES
                + " progress_least=" + ticks(Bounds.PROGRESS_LEAST)
                + " progress_most=" + ticks(Bounds.PROGRESS_MOST)
                + " shells='" + String.join(" ", Shells.NAMES) + "'\n";
    }

    private static long ticks(Duration duration) {
        return duration.toMillis() / 10;
    }

    private static String parts() {
        return PARTS.stream()
                .flatMap(part -> read(part).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String read(String part) {
        try (InputStream stream = ScriptText.class.getResourceAsStream(part)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
