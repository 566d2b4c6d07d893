package io.jenkins.plugins.cleankill.engine.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The script, put together from its parts. */
final class ScriptText {

    private static final List<String> PARTS =
            List.of("journal.sh", "look.sh", "treat.sh", "owners.sh", "clean-kill.sh");

    private ScriptText() {}

    /** Its text without comments and indentation: what is read by a container's shell only may be short. */
    static String load() {
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
