package io.jenkins.plugins.cleankill.testing;

import java.util.List;

/** The output of {@code env} in a process that a test has started. */
public final class PrintedEnvironment {

    private PrintedEnvironment() {}

    /**
     * The lines with a {@code CLEAN_KILL} in them, but those of variables that this JVM has itself: every process of a test inherits
     * those, {@code CLEAN_KILL_WINDOWS_JAVA} of a CI machine for instance.
     */
    public static List<String> ourLines(String printed) {
        return printed.lines()
                .filter(line -> line.contains("CLEAN_KILL"))
                .filter(line -> !System.getenv().containsKey(line.substring(0, Math.max(0, line.indexOf('=')))))
                .toList();
    }
}
