package io.jenkins.plugins.cleankill.engine.script;

import io.jenkins.plugins.cleankill.engine.explain.Reason;
import io.jenkins.plugins.cleankill.engine.plan.KeepReason;
import io.jenkins.plugins.cleankill.engine.plan.Marker;
import io.jenkins.plugins.cleankill.engine.plan.Scope;
import io.jenkins.plugins.cleankill.engine.process.Signal;
import java.util.Optional;

/** The meanings of the script's words for reasons, as {@link Reason} and {@link KeepReason} have them. */
final class ScriptReasons {

    private ScriptReasons() {}

    /**
     * Why a process was alive at the end of the last rung.
     *
     * @param signal that rung's
     * @param other the process that the word points to: {@code sleep (12)}
     */
    static Reason alive(String word, Signal signal, String other) {
        return switch (word) {
            case "held" -> Reason.frozen();
            case "uninterruptible" -> Reason.uninterruptible();
            case "traced" -> Reason.traced();
            case "ignored" -> Reason.ignores(signal);
            case "blocked" -> Reason.blocks(signal);
            case "caught" -> Reason.catches(signal);
            case "waits" -> Reason.shellWaitsFor(other);
            case "left" -> other.isEmpty() ? Reason.notSent(signal) : Reason.leftTo(other);
            default -> Reason.dies(signal);
        };
    }

    /** The remark on so many ended processes that the container's first process has not collected. */
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
            case "mark" -> KeepReason.marker(marker(value));
            case "below" -> KeepReason.descendantOf(value);
            default -> KeepReason.pattern(value);
        };
    }

    private static String marker(String name) {
        return Scope.DONT_KILL_ME.stream()
                .filter(marker -> marker.name().equals(name))
                .map(Marker::toString)
                .findFirst()
                .orElse("a mark");
    }
}
