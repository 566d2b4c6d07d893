package io.jenkins.plugins.cleankill.cli;

import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** How COMMAND is started: a signal that is ignored from the start, or an input that ends at once, changes an abort. */
enum StartedAs {

    /** With our own input, and with the signals ignored that we were started with. */
    CALLED("", List.of(), ""),

    /**
     * As durable-task runs the script of a {@code sh} step: {@code nohup} ignores SIGHUP, and a background command of a shell
     * without job control ignores SIGINT and SIGQUIT and reads {@code /dev/null}, see "Asynchronous Lists" in POSIX.
     */
    PIPELINE(
            "JENKINS_SERVER_COOKIE",
            List.of("sh", "-c", "trap '' HUP INT QUIT; exec \"$@\"", "sh"),
            "COMMAND is started as by sh in a Pipeline: SIGHUP, SIGINT and SIGQUIT are ignored from the start, it has"
                    + " no input, and JENKINS_SERVER_COOKIE is set"),

    /** As the agent runs a shell build step: nothing is ignored, and the input is at its end. */
    FREESTYLE(
            "HUDSON_COOKIE",
            List.of(),
            "COMMAND is started as by a shell build step: it has no input, and HUDSON_COOKIE is set");

    private final String cookie;
    private final List<String> prefix;
    private final String sentence;

    StartedAs(String cookie, List<String> prefix, String sentence) {
        this.cookie = cookie;
        this.prefix = prefix;
        this.sentence = sentence;
    }

    /** What the option says; null if it was not given. */
    static StartedAs parse(String text) {
        if (text == null) {
            return CALLED;
        }
        return Arrays.stream(values())
                .filter(style -> style != CALLED && style.word().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("as", text, allowed()));
    }

    private static String allowed() {
        return Arrays.stream(values())
                .filter(style -> style != CALLED)
                .map(StartedAs::word)
                .collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The command with what goes before it; it is executed in its place, so that the pid stays. */
    List<String> command(List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return line;
    }

    boolean hasInput() {
        return this == CALLED;
    }

    /** What Jenkins adds to the environment of such a process. */
    Map<String, String> variables() {
        return switch (this) {
            case CALLED -> Map.of();
            case PIPELINE ->
                Map.of(cookie, "durable-" + UUID.randomUUID().toString().replace("-", ""));
            case FREESTYLE -> Map.of(cookie, UUID.randomUUID().toString());
        };
    }

    /** What a user should know of it; nothing if it is as it was called. */
    Optional<String> sentence() {
        return Optional.of(sentence).filter(text -> !text.isEmpty());
    }
}
