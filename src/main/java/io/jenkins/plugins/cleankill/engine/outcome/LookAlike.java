package io.jenkins.plugins.cleankill.engine.outcome;

import java.io.Serializable;
import java.time.Duration;

/**
 * A process that looks like the build's though nothing proves it: it was named, and left alone.
 *
 * @param pid its pid
 * @param command its program's file name, as it came from outside
 * @param age how old it was
 * @param sign why it looks like the build's, in words; with a path that came from outside
 */
public record LookAlike(long pid, String command, Duration age, String sign) implements Serializable {

    /** As the log names it. */
    public ProcessName name() {
        return new ProcessName(pid, command);
    }
}
