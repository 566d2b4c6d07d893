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
    CALLED(List.of(), ""),

    /**
     * As durable-task runs the script of a {@code sh} step: {@code nohup} ignores SIGHUP, and a background command of a shell
     * without job control ignores SIGINT and SIGQUIT and reads {@code /dev/null}, see "Asynchronous Lists" in POSIX.
     */
    PIPELINE(
            List.of("sh", "-c", "trap '' HUP INT QUIT; exec \"$@\"", "sh"),
            "COMMAND is started as by sh in a Pipeline: SIGHUP, SIGINT and SIGQUIT are ignored from the start, it has"
                    + " no input, and HUDSON_COOKIE and JENKINS_SERVER_COOKIE are set"),

    /** As the agent runs a shell build step: nothing is ignored, and the input is at its end. */
    FREESTYLE(
            List.of(),
            "COMMAND is started as by a shell build step: it has no input, and HUDSON_COOKIE and"
                    + " JENKINS_SERVER_COOKIE are set");

    private final List<String> prefix;
    private final String sentence;

    StartedAs(List<String> prefix, String sentence) {
        this.prefix = prefix;
        this.sentence = sentence;
    }

    /** The style that the option names. The text is null if the option was not given. */
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

    /** The variables that Jenkins gives every process of a build; durable-task gives its scripts a cookie of theirs. */
    Map<String, String> variables() {
        String digest = UUID.randomUUID().toString().replace("-", "");
        return this == CALLED
                ? Map.of()
                : Map.of(
                        "HUDSON_COOKIE",
                        UUID.randomUUID().toString(),
                        "JENKINS_SERVER_COOKIE",
                        this == PIPELINE ? "durable-" + digest : digest);
    }

    /** A sentence for the user on the style; empty for {@link #CALLED}. */
    Optional<String> sentence() {
        return Optional.of(sentence).filter(text -> !text.isEmpty());
    }
}
