package io.jenkins.plugins.cleankill.agent;

import java.io.File;
import java.io.IOException;
import java.util.Optional;

/**
 * The system has no signal that asks a process to end. Java could only end it by force, at once; Jenkins' own killing sends
 * Ctrl+C first, so it is left to do it.
 */
public final class LeftToJenkinsException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int STANDARD_SECONDS = 5;

    private LeftToJenkinsException(int seconds) {
        super(
                "On Windows the processes are left to Jenkins' own killing: Ctrl+C where it can be sent, and the end by force"
                        + " no later than " + seconds + " s after it");
    }

    /** Asks as {@link hudson.util.ProcessTree} does, in the JVM that would do the killing. */
    static void throwIfWindows() throws LeftToJenkinsException {
        Optional<LeftToJenkinsException> left =
                where(File.pathSeparatorChar, Integer.getInteger("SoftKillWaitSeconds", STANDARD_SECONDS));
        if (left.isPresent()) {
            throw left.get();
        }
    }

    /** @param seconds the wait of Jenkins' own killing after Ctrl+C */
    static Optional<LeftToJenkinsException> where(char pathSeparator, int seconds) {
        return pathSeparator == ';' ? Optional.of(new LeftToJenkinsException(seconds)) : Optional.empty();
    }
}
