package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** A process as the log names it. The command comes from outside: {@link #shown()} is what a line may hold. */
public record ProcessName(long pid, String command) implements Serializable {

    private static final int MOST_IN_A_SENTENCE = 3;

    /** The name of that process. */
    public static ProcessName of(ProcessInfo process) {
        return new ProcessName(process.pid(), process.command());
    }

    /** Safe to show: {@code terraform (4711)}. */
    public String shown() {
        return SafeText.name(command) + " (" + pid + ")";
    }

    /** Many of them in a sentence, safe to show: {@code a (1), b (2), c (3) and 47 more}. */
    public static String firstOf(List<ProcessName> names) {
        return firstOf(names, MOST_IN_A_SENTENCE);
    }

    /** The same, with so many names. */
    public static String firstOf(List<ProcessName> names, int most) {
        String shown = names.stream().limit(most).map(ProcessName::shown).collect(Collectors.joining(", "));
        int more = names.size() - most;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    @Override
    public String toString() {
        return shown();
    }
}
