package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.plan.Marker;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/** What the script's words for reasons mean, in the words of {@link io.jenkins.plugins.cleankill.engine.explain.WhyAlive}. */
final class ScriptReasons {

    private ScriptReasons() {}

    /**
     * Why a process was alive at the end of the last rung.
     *
     * @param signal that rung's
     * @param other the process that the word points to: {@code sleep (12)}
     */
    static String alive(String word, Signal signal, String other) {
        return switch (word) {
            case "held" -> "had to wait for its descendants";
            case "uninterruptible" -> "is uninterruptible";
            case "traced" -> "is being traced";
            case "ignored" -> "ignores " + signal.fullName();
            case "blocked" -> "blocks " + signal.fullName();
            case "caught" -> "catches " + signal.fullName() + " and has not finished";
            case "waits" -> "is a shell waiting for its foreground child " + other;
            case "left" -> other.isEmpty() ? "was not sent " + signal.fullName() : "was left to its parent " + other;
            default -> "does not handle " + signal.fullName() + ", which ends it soon";
        };
    }

    /** What there is to say of so many ended processes that the container's first process has not collected. */
    static Optional<String> zombies(String count) {
        return Optional.of(count)
                .filter(digits -> digits.matches("\\d{1,6}"))
                .map(digits -> "In the container "
                        + (digits.equals("1") ? "1 ended process is" : digits + " ended processes are")
                        + " left as zombies by its first process: start it with --init");
    }

    /** Why a process is kept: by a variable, a descendant of a kept one, or by a glob. */
    static String kept(String word, String value) {
        return switch (word) {
            case "mark" -> mark(value) + " in its environment";
            case "below" -> "a descendant of " + value;
            default -> "keep: " + value;
        };
    }

    private static String mark(String name) {
        return Scope.DONT_KILL_ME.stream()
                .filter(mark -> mark.name().equals(name))
                .map(Marker::toString)
                .findFirst()
                .orElse("a mark");
    }
}
