package io.jenkins.plugins.cleankill.engine.outcome;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** A process as the log names it: {@code terraform (4711)}. The command comes from outside: escape it before showing. */
public record ProcessName(long pid, String command) implements Serializable {

    private static final int MOST_IN_A_SENTENCE = 3;

    /** The name of that process. */
    public static ProcessName of(ProcessInfo process) {
        return new ProcessName(process.pid(), process.command());
    }

    /** Many of them in a sentence: {@code a (1), b (2), c (3) and 47 more}. */
    public static String firstOf(List<ProcessName> names) {
        String shown = names.stream()
                .limit(MOST_IN_A_SENTENCE)
                .map(ProcessName::toString)
                .collect(Collectors.joining(", "));
        int more = names.size() - MOST_IN_A_SENTENCE;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    @Override
    public String toString() {
        return command + " (" + pid + ")";
    }
}
