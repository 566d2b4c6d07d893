package io.jenkins.plugins.cleankill.engine.termination;

import io.jenkins.plugins.cleankill.engine.process.ProcessInfo;
import java.io.Serializable;

/** A process as the log names it: {@code terraform (4711)}. The command comes from outside: escape it before showing. */
public record ProcessName(long pid, String command) implements Serializable {

    /** The name of that process. */
    public static ProcessName of(ProcessInfo process) {
        return new ProcessName(process.pid(), process.command());
    }

    @Override
    public String toString() {
        return command + " (" + pid + ")";
    }
}
